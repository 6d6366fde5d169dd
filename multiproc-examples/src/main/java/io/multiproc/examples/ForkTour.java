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
        System.out.printf(
                "I am child process (%d) and my parent is %d.%n",
                currentProcess().pid(), parent);
    }

    public static void main(String[] args) throws InterruptedException {
        long pid = currentProcess().pid();
        System.out.printf("Process (%d) start...%n", pid);

        ChildProcess p = process(ForkTour::child);
        p.start();
        p.join();
        System.out.printf(
                "I (%d) just created a child process (%d).%n", pid, p.pid().orElseThrow());

        ChildProcess impossible = processBuilder().jvmOptions("-XX:+NoSuchFlag").target(ForkTour::child);
        try {
            impossible.start();
        } catch (ProcessStartException e) {
            System.out.printf("No child process: %s%n", e.getMessage());
        }
        System.out.printf("Process (%d) is still here.%n", pid);
    }
}
