package io.multiproc.core.launch;

import static io.multiproc.Multiprocessing.process;

import io.multiproc.process.ChildProcess;

/** A program whose main class starts a process when it is loaded, also in the child. */
final class ForkBomb {

    private static final int EXIT_CODE = start();

    private ForkBomb() {}

    private static int start() {
        try {
            ChildProcess child = process(ForkBomb::target);
            child.start();
            child.join();
            return child.exitCode().getAsInt();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void target() {
        System.out.println("123");
    }

    public static void main(String[] arguments) {
        System.exit(EXIT_CODE);
    }
}
