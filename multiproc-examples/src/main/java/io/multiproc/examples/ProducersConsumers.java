package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.process.ChildProcess;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;

/**
 * Three producers fill a queue of ten, two consumers empty it; at the end nothing is missing.
 *
 * <pre>{@code
 * def produce(jobs, first, count):
 *     for n in range(first, first + count):
 *         jobs.put(n)
 *
 * def consume(jobs, sums):
 *     total = 0
 *     while (n := jobs.get()) is not None:
 *         total += n
 *         jobs.task_done()
 *     sums.put(total)
 *
 * if __name__ == '__main__':
 *     jobs, sums = JoinableQueue(10), Queue()
 *     producers = [Process(target=produce, args=(jobs, i * 1000, 1000)) for i in range(3)]
 *     consumers = [Process(target=consume, args=(jobs, sums)) for _ in range(2)]
 *     for p in producers + consumers: p.start()
 *     for p in producers: p.join()
 *     jobs.join()                            # everything is done with
 *     for _ in consumers: jobs.put(None)     # no more jobs
 *     print(sum(sums.get() for _ in consumers))
 * }</pre>
 */
public final class ProducersConsumers {

    private static final int PRODUCERS = 3;
    private static final int CONSUMERS = 2;
    private static final int COUNT = 1_000;
    private static final int NO_MORE = -1;

    private ProducersConsumers() {}

    static void produce(JoinableQueue<Integer> jobs, int first, int count) throws InterruptedException {
        for (int n = first; n < first + count; n++) {
            jobs.put(n);
        }
        // one write, and not the pieces of printf: others print at the same time
        System.out.println("%s put %d to %d".formatted(currentProcess().name(), first, first + count - 1));
    }

    static void consume(JoinableQueue<Integer> jobs, ProcessQueue<Long> sums) throws InterruptedException {
        long sum = 0;
        for (int n = jobs.get(); n != NO_MORE; n = jobs.get()) {
            sum += n;
            jobs.taskDone();
        }
        sums.put(sum);
    }

    public static void main(String[] args) throws InterruptedException {
        JoinableQueue<Integer> jobs = joinableQueue(10);
        ProcessQueue<Long> sums = queue();
        ChildProcess[] producers = new ChildProcess[PRODUCERS];
        for (int i = 0; i < PRODUCERS; i++) {
            producers[i] = process(ProducersConsumers::produce, jobs, i * COUNT, COUNT);
            producers[i].start();
        }
        for (int i = 0; i < CONSUMERS; i++) {
            process(ProducersConsumers::consume, jobs, sums).start();
        }
        for (ChildProcess p : producers) {
            p.join();
        }
        jobs.join();
        long sum = 0;
        for (int i = 0; i < CONSUMERS; i++) {
            jobs.put(NO_MORE);
        }
        for (int i = 0; i < CONSUMERS; i++) {
            sum += sums.get();
        }
        long expected = (PRODUCERS * COUNT - 1L) * PRODUCERS * COUNT / 2;
        System.out.printf("sum of %d numbers: %d, expected %d%n", PRODUCERS * COUNT, sum, expected);
    }
}
