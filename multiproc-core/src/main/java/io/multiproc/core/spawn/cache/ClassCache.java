package io.multiproc.core.spawn.cache;

import io.multiproc.core.current.CurrentProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options with which children start faster. May be used by any thread.
 *
 * <p>Nothing here fails a start: where something is wrong with the cache, children start without it.
 * {@code -Dmultiproc.cache=off} switches it off, {@code read-only} has what is there used and nothing made.
 */
public final class ClassCache {

    private static final Logger LOG = System.getLogger(ClassCache.class.getName());

    private static final int FIRST_WITH_AOT_LOG = 25;

    /** Guarded by itself. */
    private static final Map<JvmSetup, Found> FOUND = new HashMap<>();

    /** What is to be trained after the next start that succeeds. */
    private static volatile @Nullable JvmSetup wanted;

    private ClassCache() {}

    /**
     * Options for a child; to be put before all others, which win.
     *
     * @param options all other options of the child
     * @param classPath the child's class path
     * @param modulePath the child's module path, or null
     * @param mainModule the program's main module, or null
     * @return empty if there is no archive for such a child
     */
    public static List<String> optionsFor(
            List<String> options, String classPath, @Nullable String modulePath, @Nullable String mainModule) {
        if (isMode("off")) {
            return List.of();
        }
        JvmSetup setup = JvmSetup.of(options, classPath, modulePath, mainModule);
        if (setup == null) {
            return List.of();
        }
        synchronized (FOUND) {
            Found found = FOUND.get(setup);
            if (found == null || found.hasVanished()) {
                found = lookUp(setup);
                if (found == null) {
                    FOUND.remove(setup);
                    wanted = setup;
                    return List.of();
                }
                FOUND.put(setup, found);
            }
            return found.archive() == null ? List.of() : use(found.archive());
        }
    }

    /**
     * A child has started: if it had to do without an archive, one is made in the background.
     *
     * <p>Not before a start has succeeded, since what keeps a child from starting would keep a training from it too;
     * and by the main process only.
     */
    public static void childStarted() {
        JvmSetup setup = wanted;
        if (setup != null
                && !isMode("read-only")
                && CurrentProcess.get().parent().isEmpty()) {
            wanted = null;
            Trainer.begin(setup);
        }
    }

    /** Waits until no archive is being made; for those that measure. */
    public static void awaitTraining() throws InterruptedException {
        Trainer.await();
    }

    /** Whether children have been started with an archive, in words; for those that measure. */
    public static String state() {
        if (isMode("off")) {
            return "off";
        }
        synchronized (FOUND) {
            return FOUND.values().stream().anyMatch(found -> found.archive() != null) ? "in use" : "not in use";
        }
    }

    private static boolean isMode(String mode) {
        return mode.equals(System.getProperty("multiproc.cache"));
    }

    /** Null if there is nothing yet. */
    private static @Nullable Found lookUp(JvmSetup setup) {
        try {
            CacheFolder folder = CacheFolder.open();
            String key = ArchiveKey.of(setup);
            if (folder.hasFailed(key)) {
                return new Found(null);
            }
            Path archive = folder.find(key);
            return archive == null ? null : new Found(archive);
        } catch (NoSuchFileException e) {
            LOG.log(Level.DEBUG, "another program has removed an archive meanwhile", e);
            return null;
        } catch (IOException | UncheckedIOException | SecurityException | InvalidPathException e) {
            LOG.log(Level.DEBUG, "children start without a class cache", e);
            return new Found(null);
        }
    }

    /** An archive that the JVM does not accept is not worth a word on the child's output. */
    private static List<String> use(Path archive) {
        String file = "-XX:SharedArchiveFile=" + archive;
        return Runtime.version().feature() >= FIRST_WITH_AOT_LOG
                ? List.of("-Xshare:auto", "-Xlog:cds*=off", "-Xlog:aot*=off", file)
                : List.of("-Xshare:auto", "-Xlog:cds*=off", file);
    }

    /**
     * What a look into the cache has shown.
     *
     * @param archive null if there will be none
     */
    private record Found(@Nullable Path archive) {

        /** Another program may remove what is old. A JVM without the archive that it was told of is slow. */
        boolean hasVanished() {
            return archive != null && !Files.exists(archive);
        }
    }
}
