package io.multiproc.examples;

import io.multiproc.testkit.ChildJvm;

/** A program in a JVM of its own, with the options that {@code ./demo} gives it. */
public final class Program {

    private static final int FIRST_TO_WARN_OF_NATIVE_ACCESS = 22;

    private Program() {}

    public static ChildJvm of(Class<?> main, String... arguments) {
        ChildJvm program = ChildJvm.of(main, arguments);
        return Runtime.version().feature() < FIRST_TO_WARN_OF_NATIVE_ACCESS
                ? program
                : program.jvmOptions("--enable-native-access=ALL-UNNAMED");
    }
}
