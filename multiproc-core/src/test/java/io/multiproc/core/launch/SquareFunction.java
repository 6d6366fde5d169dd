package io.multiproc.core.launch;

/** Beside the main class, and for its package only. */
final class SquareFunction {

    private SquareFunction() {}

    static int square(int number) {
        return number * number;
    }
}
