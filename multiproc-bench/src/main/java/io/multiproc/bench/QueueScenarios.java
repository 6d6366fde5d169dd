package io.multiproc.bench;

import io.multiproc.bench.Spec.Rounds;
import io.multiproc.bench.Spec.Versus;
import java.util.List;
import java.util.Map;

/** What an element costs on its way through a queue. */
final class QueueScenarios {

    private QueueScenarios() {}

    static List<Scenario> all() {
        int small = Sizes.QUEUE_SMALL;
        return List.of(
                row(
                        "queue.throughput.small",
                        0.05,
                        "an int from one producer process to one consumer",
                        QueueSides.toThisProcess(1, small),
                        Map.of("LinkedBlockingQueue", QueueSides.threads(small))),
                row(
                        "simplequeue.throughput.small",
                        0.1,
                        "the same through a simple queue",
                        QueueSides.simple(small),
                        Map.of()),
                row(
                        "queue.throughput.64KiB",
                        1.0,
                        "an array of 64 KiB from one producer process to one consumer",
                        QueueSides.large(Sizes.QUEUE_LARGE_BYTES, Sizes.QUEUE_LARGE),
                        Map.of()),
                row(
                        "queue.throughput.2x2",
                        0.25,
                        "an int, 2 producer processes and 2 consumer processes",
                        QueueSides.between(2, small),
                        Map.of()),
                row(
                        "queue.throughput.4x4",
                        0.25,
                        "an int, 4 producer processes and 4 consumer processes",
                        QueueSides.between(4, small),
                        Map.of()),
                row(
                        "queue.attached.4",
                        0.1,
                        "an int from 4 producer processes to one consumer",
                        QueueSides.toThisProcess(4, small),
                        Map.of()),
                row(
                        "queue.attached.16",
                        0.1,
                        "an int from 16 producer processes to one consumer",
                        QueueSides.toThisProcess(16, small),
                        Map.of()));
    }

    private static Scenario row(String id, double goal, String work, Side.Opener ours, Map<String, Side.Opener> peers) {
        Spec spec = new Spec(id, Area.QUEUE, "µs", Better.LOWER, goal, Versus.CPYTHON, work, new Rounds(10, 1, 7));
        return new Scenario(spec, ours, peers, Map.of());
    }
}
