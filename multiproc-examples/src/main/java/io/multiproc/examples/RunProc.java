package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.process.ChildProcess;

/**
 * Starts one process with an argument and waits for it.
 *
 * <pre>{@code
 * def run_proc(name):
 *     print('Run child process %s (%s)...' % (name, os.getpid()))
 *
 * if __name__ == '__main__':
 *     print('Parent process %s.' % os.getpid())
 *     p = Process(target=run_proc, args=('test',))
 *     print('Child process will start.')
 *     p.start()
 *     p.join()
 *     print('Child process end.')
 * }</pre>
 */
public final class RunProc {

    private RunProc() {}

    static void runProc(String name) {
        System.out.println(
                "Run child process %s (%d)...".formatted(name, currentProcess().pid()));
    }

    public static void main(String[] args) throws InterruptedException {
        System.out.println("Parent process %d.".formatted(currentProcess().pid()));
        ChildProcess p = process(RunProc::runProc, args.length > 0 ? args[0] : "test");
        System.out.println("Child process will start.");
        p.start();
        p.join();
        System.out.println("Child process end.");
    }
}
