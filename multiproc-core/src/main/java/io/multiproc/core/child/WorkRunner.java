package io.multiproc.core.child;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.ExitException;
import org.jspecify.annotations.Nullable;

/** What a child does with its work, be it a JVM or a thread. Prints as Python does. */
public final class WorkRunner {

    private WorkRunner() {}

    /**
     * Runs a program's process, or work of the library's own.
     *
     * @param links how the library's own work reaches the parent
     * @return whether it was the library's own
     */
    public static boolean run(@Nullable Object work, ChildContext links) throws Throwable {
        if (work instanceof ChildProcess process) {
            process.run();
            return false;
        }
        if (work instanceof ChildWork ours) {
            ours.run(links);
            return true;
        }
        throw new IllegalStateException("not work for a child: " + work);
    }

    /** The exit code that a program asks for, after its last words. */
    public static int exitCode(ExitException exit) {
        if (exit.isMessage()) {
            System.err.println(exit.getMessage());
        }
        return exit.exitCode();
    }

    /** Prints what ended a process that has nobody above it. */
    public static void printUncaught(String processName, Throwable failure) {
        System.err.println("Process " + processName + ":");
        failure.printStackTrace();
    }
}
