package io.multiproc.core.logging;

/**
 * What the program has asked of the library's logger; tells it without loading a class of {@code java.util.logging}.
 */
final class LogState {

    private static volatile boolean touched;
    private static volatile boolean toStderr;

    private LogState() {}

    static boolean isTouched() {
        return touched;
    }

    static boolean printsToStderr() {
        return toStderr;
    }

    static void touch() {
        touched = true;
    }

    static void printToStderr() {
        toStderr = true;
    }
}
