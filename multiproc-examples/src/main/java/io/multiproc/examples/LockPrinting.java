package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.process.ChildProcess;
import io.multiproc.sync.ProcessLock;
import java.util.ArrayList;
import java.util.List;

/**
 * Five workers print two lines each; a lock keeps the lines of each together.
 *
 * <pre>{@code
 * def work(lock, i):
 *     with lock:
 *         print('worker', i, 'begins')
 *         print('worker', i, 'ends')
 *
 * if __name__ == '__main__':
 *     lock = Lock()
 *     workers = [Process(target=work, args=(lock, i)) for i in range(5)]
 *     for w in workers: w.start()
 *     for w in workers: w.join()
 * }</pre>
 */
public final class LockPrinting {

    private static final int WORKERS = 5;

    private LockPrinting() {}

    @SuppressWarnings("try") // the hold is there to be closed
    static void work(ProcessLock lock, int i) throws InterruptedException {
        try (var held = lock.hold()) {
            System.out.println("worker " + i + " begins");
            System.out.println("worker " + i + " ends");
        }
    }

    public static void main(String[] args) throws InterruptedException {
        ProcessLock lock = lock();
        List<ChildProcess> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            ChildProcess w = process(LockPrinting::work, lock, i);
            w.start();
            workers.add(w);
        }
        for (ChildProcess w : workers) {
            w.join();
        }
    }
}
