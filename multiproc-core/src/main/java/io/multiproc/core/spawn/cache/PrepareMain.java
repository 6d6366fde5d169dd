package io.multiproc.core.spawn.cache;

import io.multiproc.Multiprocessing;
import io.multiproc.process.ChildProcess;

/**
 * A program that has the archive made for the class path it is started with, and ends when it is there: for the making
 * of a container's image, and for builds.
 *
 * <pre>{@code java -cp app.jar:lib/multiproc-core.jar:… io.multiproc.core.spawn.cache.PrepareMain}</pre>
 */
public final class PrepareMain {

    private PrepareMain() {}

    /** Takes no arguments. Exit code 1: there is no archive, and children start without one. */
    public static void main(String[] arguments) throws InterruptedException {
        runProcess();
        ClassCache.awaitTraining();
        runProcess();
        String state = ClassCache.state();
        System.out.println("multiproc: class cache " + state);
        System.exit(state.equals("in use") ? 0 : 1);
    }

    private static void runProcess() throws InterruptedException {
        ChildProcess child = Multiprocessing.process(PrepareMain::nothing);
        child.start();
        child.join();
    }

    private static void nothing() {}
}
