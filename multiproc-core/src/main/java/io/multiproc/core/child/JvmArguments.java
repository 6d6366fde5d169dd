package io.multiproc.core.child;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command lines of all JVMs that are started here have in common. */
public final class JvmArguments {

    /** The module that their main classes are in, where there are modules. */
    public static final String OUR_MODULE = "io.multiproc.core";

    private JvmArguments() {}

    /** The {@code java} launcher of this JVM's installation; null if it does not know where that is. */
    public static @Nullable Path ownLauncher() {
        String home = System.getProperty("java.home");
        return home == null ? null : Path.of(home, "bin", "java");
    }

    /**
     * The arguments that tell a JVM where its classes are.
     *
     * @param classPath empty for none
     */
    public static List<String> location(String classPath, @Nullable String modulePath) {
        List<String> location = new ArrayList<>();
        if (!classPath.isEmpty()) {
            location.add("-cp");
            location.add(classPath);
        }
        if (modulePath != null) {
            location.add("--module-path");
            location.add(modulePath);
        }
        return List.copyOf(location);
    }

    /** Whether an option begins with one of the prefixes. */
    public static boolean startsWithAny(String option, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (option.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
