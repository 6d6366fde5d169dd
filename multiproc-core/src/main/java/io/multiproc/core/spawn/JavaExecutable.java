package io.multiproc.core.spawn;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code java} launcher that children are started with. May be used by any thread. */
public final class JavaExecutable {

    /** A child passes on what it was started with. */
    private static final String PROPERTY = "multiproc.executable";

    private static volatile @Nullable Path chosen = inherited();

    private JavaExecutable() {}

    /**
     * This JVM's own, unless another was chosen.
     *
     * @throws IllegalStateException if this JVM does not know where it comes from
     */
    static Path get() {
        Path current = chosen;
        if (current != null) {
            return current;
        }
        String home = System.getProperty("java.home");
        if (home == null) {
            throw new IllegalStateException(
                    "cannot start processes: this JVM does not know where its java is (call setExecutable first)");
        }
        return Path.of(home, "bin", "java");
    }

    /** Whether children run in JVMs of the same installation as this one. */
    static boolean isThisJvms() {
        return chosen == null;
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
        chosen = java.toAbsolutePath();
    }

    /** What children have to be told. */
    static List<String> forChildren() {
        Path current = chosen;
        return current == null ? List.of() : List.of("-D" + PROPERTY + "=" + current);
    }

    private static @Nullable Path inherited() {
        String path = System.getProperty(PROPERTY);
        return path == null ? null : Path.of(path);
    }
}
