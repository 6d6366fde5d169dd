package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessStartException;

/**
 * What a program with {@code os.fork} becomes: the code of parent and child, both process ids, and a child that cannot
 * be created.
 *
 * <pre>{@code
 * print('Process (%s) start...' % os.getpid())
 * try:
 *     pid = os.fork()
 *     if pid == 0:
 *         print('I am child process (%s) and my parent is %s.' % (os.getpid(), os.getppid()))
 *     else:
 *         os.waitpid(pid, 0)
 *         print('I (%s) just created a child process (%s).' % (os.getpid(), pid))
 * except OSError as e:
 *     print('No child process: %s' % e)
 * }</pre>
 */
public final class ForkTour {

    private ForkTour() {}

    /** A JVM cannot fork, so what follows {@code if pid == 0} becomes a function of its own. */
    static void child() {
        long parent = parentProcess().orElseThrow().pid();
        System.out.println("I am child process (%d) and my parent is %d."
                .formatted(currentProcess().pid(), parent));
    }

    public static void main(String[] args) throws InterruptedException {
        long pid = currentProcess().pid();
        System.out.println("Process (%d) start...".formatted(pid));

        ChildProcess p = process(ForkTour::child);
        p.start();
        p.join();
        System.out.println("I (%d) just created a child process (%d)."
                .formatted(pid, p.pid().orElseThrow()));

        ChildProcess impossible = processBuilder().jvmOptions("-XX:+NoSuchFlag").target(ForkTour::child);
        try {
            impossible.start();
        } catch (ProcessStartException e) {
            System.out.println("No child process: " + firstLine(e));
        }
        System.out.println("Process (%d) is still here.".formatted(pid));
    }

    /** The rest of the message is all that the JVM said, and the command. */
    private static String firstLine(ProcessStartException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElseThrow();
    }
}
