package io.multiproc.bench;

import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.SimpleQueue;

/** What the children of the queues' rows do, until they are told a number below zero. */
final class QueueTasks {

    private QueueTasks() {}

    /** Puts as many small numbers, or copies of a payload unless that is empty, as it is told. */
    static void produce(ProcessQueue<Integer> orders, ProcessQueue<Object> queue, byte[] payload)
            throws InterruptedException {
        for (int count = orders.get(); count >= 0; count = orders.get()) {
            for (int i = 0; i < count; i++) {
                queue.put(payload.length == 0 ? i : payload);
            }
        }
    }

    /** Gets as many elements as it is told, and says when it has them. */
    static void consume(ProcessQueue<Integer> orders, ProcessQueue<Object> queue, ProcessQueue<Integer> done)
            throws InterruptedException {
        for (int count = orders.get(); count >= 0; count = orders.get()) {
            for (int i = 0; i < count; i++) {
                queue.get();
            }
            done.put(count);
        }
    }

    /** Puts as many small numbers as it is told. */
    static void produceSimply(ProcessQueue<Integer> orders, SimpleQueue<Integer> queue) throws InterruptedException {
        for (int count = orders.get(); count >= 0; count = orders.get()) {
            for (int i = 0; i < count; i++) {
                queue.put(i);
            }
        }
    }
}
