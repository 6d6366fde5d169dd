package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.function.SerializableBiConsumer;
import io.multiproc.process.ChildProcess;
import io.multiproc.shared.SharedInt;
import io.multiproc.sync.ProcessBarrier;
import java.util.ArrayList;
import java.util.List;

/**
 * Four processes count to the same number: without the lock some of their additions are lost, with it none is.
 *
 * <pre>{@code
 * def unsafe(counter, start):
 *     start.wait()
 *     for _ in range(100_000):
 *         counter.value += 1
 *
 * def safe(counter, start):
 *     start.wait()
 *     for _ in range(100_000):
 *         with counter.get_lock():
 *             counter.value += 1
 *
 * if __name__ == '__main__':
 *     for count in unsafe, safe:
 *         counter = Value('i', 0)
 *         start = Barrier(4)
 *         ps = [Process(target=count, args=(counter, start)) for _ in range(4)]
 *         …
 *         print(counter.value)
 * }</pre>
 */
public final class SharedCounter {

    private static final int PROCESSES = 4;
    private static final int TIMES = 100_000;

    private SharedCounter() {}

    static void unsafe(SharedInt counter, ProcessBarrier start) throws Exception {
        start.await();
        for (int i = 0; i < TIMES; i++) {
            counter.set(counter.get() + 1);
        }
    }

    @SuppressWarnings("try") // the hold is there to be closed
    static void safe(SharedInt counter, ProcessBarrier start) throws Exception {
        start.await();
        for (int i = 0; i < TIMES; i++) {
            try (var held = counter.lock().hold()) {
                counter.set(counter.get() + 1);
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        int all = PROCESSES * TIMES;
        System.out.println("without the lock: " + count(SharedCounter::unsafe) + " of " + all);
        System.out.println("with the lock: " + count(SharedCounter::safe) + " of " + all);
    }

    private static int count(SerializableBiConsumer<SharedInt, ProcessBarrier> way) throws InterruptedException {
        SharedInt counter = sharedInt(0);
        ProcessBarrier start = barrier(PROCESSES);
        List<ChildProcess> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            ChildProcess p = process(way, counter, start);
            p.start();
            processes.add(p);
        }
        for (ChildProcess p : processes) {
            p.join();
        }
        return counter.get();
    }
}
