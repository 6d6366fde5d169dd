package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.process.ChildProcess;
import io.multiproc.sync.ProcessBarrier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;

/**
 * Three workers go through three rounds; none begins a round before all have ended the one before.
 *
 * <pre>{@code
 * def work(barrier, name):
 *     for n in range(3):
 *         print('round', n, name)
 *         if barrier.wait() == 0:
 *             print('round', n, 'is over')
 *         barrier.wait()
 *
 * if __name__ == '__main__':
 *     barrier = Barrier(3)
 *     workers = [Process(target=work, args=(barrier, name)) for name in 'abc']
 *     for w in workers: w.start()
 *     for w in workers: w.join()
 * }</pre>
 */
public final class BarrierRounds {

    private static final int ROUNDS = 3;

    private BarrierRounds() {}

    static void work(ProcessBarrier barrier, String name) throws InterruptedException, BrokenBarrierException {
        for (int n = 0; n < ROUNDS; n++) {
            System.out.println("round " + n + ": " + name);
            if (barrier.await() == 0) {
                System.out.println("round " + n + " is over");
            }
            barrier.await();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        List<String> names = List.of("a", "b", "c");
        ProcessBarrier barrier = barrier(names.size());
        List<ChildProcess> workers = new ArrayList<>();
        for (String name : names) {
            ChildProcess w = process(BarrierRounds::work, barrier, name);
            w.start();
            workers.add(w);
        }
        for (ChildProcess w : workers) {
            w.join();
        }
    }
}
