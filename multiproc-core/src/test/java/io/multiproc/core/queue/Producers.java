package io.multiproc.core.queue;

import io.multiproc.queue.ProcessQueue;

/** What the children of the queues' tests put. */
final class Producers {

    static final int LARGE_BYTES = 1 << 20;

    private Producers() {}

    /** Puts so many large elements. */
    static void putLarge(ProcessQueue<byte[]> queue, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            queue.put(new byte[LARGE_BYTES]);
        }
    }

    static void put(ProcessQueue<Object> queue, Object element) throws InterruptedException {
        queue.put(element);
    }

    /** Puts numbers in a row. */
    static void putAll(ProcessQueue<Integer> queue, int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            queue.put(i);
        }
    }

    /** Puts 2, 3, 4, 5 when told to, and says so. */
    static void putWhenTold(ProcessQueue<Integer> queue, ProcessQueue<String> orders, ProcessQueue<String> reports)
            throws InterruptedException {
        orders.get();
        putAll(queue, 2, 6);
        reports.put("put");
    }

    /** Puts numbered texts. */
    static void putNumbered(ProcessQueue<String> queue, String producer, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            queue.put(producer + ":" + i);
        }
    }
}
