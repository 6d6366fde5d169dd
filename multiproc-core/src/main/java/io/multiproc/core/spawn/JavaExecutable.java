package io.multiproc.core.spawn;

import io.multiproc.core.child.JvmArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code java} launcher that children are started with. May be used by any thread. */
public final class JavaExecutable {

    /** A child passes on what it was started with. */
    private static final String PROPERTY = "multiproc.executable";

    private static volatile @Nullable Choice chosen = inherited();

    private JavaExecutable() {}

    /**
     * This JVM's own, unless another was chosen.
     *
     * @throws IllegalStateException if this JVM does not know where it comes from
     */
    static Path get() {
        Choice current = chosen;
        Path launcher = current == null ? JvmArguments.ownLauncher() : current.launcher();
        if (launcher == null) {
            throw new IllegalStateException(
                    "cannot start processes: this JVM does not know where its java is (call setExecutable first)");
        }
        return launcher;
    }

    /** Whether children run in JVMs of the same installation as this one. */
    static boolean isThisJvms() {
        Choice current = chosen;
        return current == null || current.isOwn();
    }

    /**
     * Chooses another.
     *
     * @throws IllegalArgumentException if it is not an executable file
     */
    public static void set(Path java) {
        if (!Files.isRegularFile(java) || !Files.isExecutable(java)) {
            throw new IllegalArgumentException(
                    "not an executable file: " + java.toAbsolutePath() + " (give the path of a java launcher)");
        }
        chosen = Choice.of(java.toAbsolutePath());
        Spares.get().drop(); // they run another
    }

    /** What children have to be told. */
    static List<String> forChildren() {
        Choice current = chosen;
        return current == null ? List.of() : List.of("-D" + PROPERTY + "=" + current.launcher());
    }

    private static @Nullable Choice inherited() {
        String path = System.getProperty(PROPERTY);
        return path == null ? null : Choice.of(Path.of(path));
    }

    /**
     * A choice.
     *
     * @param isOwn whether it is the very launcher that it replaces
     */
    private record Choice(Path launcher, boolean isOwn) {

        static Choice of(Path launcher) {
            Path own = JvmArguments.ownLauncher();
            try {
                return new Choice(launcher, own != null && Files.isSameFile(launcher, own));
            } catch (IOException e) {
                return new Choice(launcher, false); // it is gone: starting it says so
            }
        }
    }
}
