package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.process.ChildProcess;
import java.util.concurrent.TimeUnit;

/**
 * Three processes, of which only the first is joined: at the end of the program the daemon is ended, the other one
 * waited for.
 *
 * <pre>{@code
 * def work(seconds):
 *     p = multiprocessing.current_process()
 *     print('Starting', p.name, flush=True)
 *     time.sleep(seconds)
 *     print('Exiting', p.name, flush=True)
 *
 * if __name__ == '__main__':
 *     worker = multiprocessing.Process(name='worker', target=work, args=(2,))
 *     daemon = multiprocessing.Process(name='daemon', target=work, args=(10,), daemon=True)
 *     non_daemon = multiprocessing.Process(name='non-daemon', target=work, args=(4,), daemon=False)
 *     for p in (worker, daemon, non_daemon):
 *         p.start()
 *     print('CPUs:', multiprocessing.cpu_count())
 *     for p in multiprocessing.active_children():
 *         print('Child', p.name, p.pid)
 *     worker.join()
 * }</pre>
 */
public final class DaemonAndNonDaemon {

    private static final long MILLIS_PER_SECOND = 1000;

    private DaemonAndNonDaemon() {}

    static void work(double seconds) throws InterruptedException {
        String name = currentProcess().name();
        System.out.println("Starting " + name);
        TimeUnit.MILLISECONDS.sleep(Math.round(seconds * MILLIS_PER_SECOND));
        System.out.println("Exiting " + name);
    }

    /** Takes what the times are multiplied by: {@code 0.1} makes it ten times faster. */
    public static void main(String[] args) throws InterruptedException {
        double scale = args.length > 0 ? Double.parseDouble(args[0]) : 1;
        ChildProcess worker = processBuilder().name("worker").target(DaemonAndNonDaemon::work, 2 * scale);
        ChildProcess daemon = processBuilder().name("daemon").daemon(true).target(DaemonAndNonDaemon::work, 10 * scale);
        ChildProcess nonDaemon =
                processBuilder().name("non-daemon").daemon(false).target(DaemonAndNonDaemon::work, 4 * scale);
        worker.start();
        daemon.start();
        nonDaemon.start();
        System.out.println("CPUs: " + cpuCount());
        for (ChildProcess p : activeChildren()) {
            System.out.println("Child " + p.name() + " " + p.pid().getAsLong());
        }
        worker.join();
    }
}
