package io.multiproc.core.spawn.cache;

import io.multiproc.ipc.rundir.PrivateDirectory;
import io.multiproc.ipc.rundir.RunDirectory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where archives are kept: {@code -Dmultiproc.cache.dir}, else {@code $XDG_CACHE_HOME/multiproc}, else
 * {@code ~/.cache/multiproc}; private to the user.
 *
 * <pre>
 * &lt;key&gt;-&lt;checksum&gt;.jsa        an archive; appears by a rename, complete, and is never changed
 * &lt;key&gt;.failed               why none could be made, so that not every program of the next hour tries again
 * &lt;pid&gt;-&lt;start&gt;-&lt;namespace&gt;   where a training puts what is not ready yet; named like its run directory
 * </pre>
 */
final class CacheFolder {

    private static final Logger LOG = System.getLogger(CacheFolder.class.getName());

    /** Each is some ten megabytes. */
    private static final int MOST_FILES = 8;

    private static final Duration LONGEST_TRAINING = Duration.ofMinutes(10);

    /** The machine may have been busy, or the disk full. */
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofHours(1);

    private static final String ARCHIVE = ".jsa";
    private static final String FAILED = ".failed";

    private final Path path;

    private CacheFolder(Path path) {
        this.path = path;
    }

    /**
     * The user's folder, created if it is not there.
     *
     * @throws IOException if it cannot be created, or is not private to the user
     */
    static CacheFolder open() throws IOException {
        return open(place());
    }

    static CacheFolder open(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return new CacheFolder(PrivateDirectory.of(path));
    }

    private static Path place() {
        String chosen = System.getProperty("multiproc.cache.dir");
        if (chosen != null) {
            return Path.of(chosen).toAbsolutePath();
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches != null && Path.of(caches).isAbsolute() // others are to be ignored, says the specification
                ? Path.of(caches)
                : Path.of(System.getProperty("user.home"), ".cache").toAbsolutePath();
        return base.resolve("multiproc");
    }

    Path path() {
        return path;
    }

    /** The archive of that key: complete, unchanged and the user's own; or null. */
    @Nullable
    Path find(String key) throws IOException {
        for (Path file : files(key + "-*" + ARCHIVE)) {
            if (PrivateDirectory.isOwnFile(file) && file.equals(named(key, file))) {
                touch(file);
                return file;
            }
            LOG.log(Level.DEBUG, "not used, since it is damaged or not this user''s: {0}", file);
        }
        return null;
    }

    /** Whether a training for that key has failed lately. */
    boolean hasFailed(String key) {
        Path failed = path.resolve(key + FAILED);
        return Files.exists(failed)
                && lastUse(failed).toInstant().isAfter(Instant.now().minus(TRIED_AGAIN_AFTER));
    }

    /** Removes what dead trainings were working on. */
    void removeLeftovers() throws IOException {
        for (Path work : workplaces()) {
            if (!isInUse(work)) {
                Workplace.remove(work);
            }
        }
    }

    /** Whether a training is going on, of whatever program. */
    boolean isBusy() throws IOException {
        return workplaces().stream().anyMatch(CacheFolder::isInUse);
    }

    /** Of those that began at the same moment, one goes on: the first by name. */
    boolean hasOlder(Path own) throws IOException {
        return workplaces().stream().anyMatch(other -> other.compareTo(own) < 0 && isInUse(other));
    }

    private List<Path> workplaces() throws IOException {
        return files("*-*-*").stream().filter(Files::isDirectory).toList();
    }

    private static boolean isInUse(Path work) {
        Instant tooOld = Instant.now().minus(LONGEST_TRAINING); // of a container that shares the folder, for instance
        return RunDirectory.isOwnerAlive(work) && lastUse(work).toInstant().isAfter(tooOld);
    }

    /** Makes a finished archive the one of that key, unless there is one already, and removes what is too old. */
    Path publish(String key, Path archive) throws IOException {
        Path present = find(key);
        if (present != null) {
            return present; // JVMs may be about to open it
        }
        Path target = Files.move(archive, named(key, archive), StandardCopyOption.ATOMIC_MOVE);
        for (Path file : files(key + "*")) {
            if (!file.equals(target)) {
                Files.deleteIfExists(file);
            }
        }
        prune();
        return target;
    }

    /** Remembers for a while that no archive of that key can be made. */
    void fail(String key, String reason) throws IOException {
        Files.writeString(path.resolve(key + FAILED), reason);
        prune();
    }

    private void prune() throws IOException {
        List<Path> files = new ArrayList<>(files("*{" + ARCHIVE + "," + FAILED + "}"));
        files.sort(Comparator.comparing(CacheFolder::lastUse).reversed());
        for (Path file : files.subList(Math.min(MOST_FILES, files.size()), files.size())) {
            Files.deleteIfExists(file);
        }
    }

    private Path named(String key, Path archive) throws IOException {
        return path.resolve(key + "-" + Checksum.of(archive) + ARCHIVE);
    }

    private List<Path> files(String pattern) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, pattern)) {
            found.forEach(files::add);
        }
        return files;
    }

    /** The oldest ones are removed first. */
    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "removed meanwhile by another program: " + file, e);
        }
    }

    private static FileTime lastUse(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // removed meanwhile by another program
        }
    }
}
