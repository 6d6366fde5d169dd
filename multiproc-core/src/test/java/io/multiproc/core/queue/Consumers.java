package io.multiproc.core.queue;

import io.multiproc.queue.ProcessQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** What the children of the queues' tests do with what they get. */
final class Consumers {

    private Consumers() {}

    /** Takes so many elements when told to, and says so. */
    static void takeWhenTold(
            ProcessQueue<Integer> queue, int count, ProcessQueue<String> orders, ProcessQueue<String> reports)
            throws InterruptedException {
        orders.get();
        for (int i = 0; i < count; i++) {
            queue.get();
        }
        reports.put("taken");
    }

    /** Takes one element, says so, and then nothing more. */
    static void takeOneAndSleep(ProcessQueue<Integer> queue, ProcessQueue<String> reports) throws InterruptedException {
        queue.get();
        reports.put("taken");
        new java.util.concurrent.CountDownLatch(1).await();
    }

    /** Takes elements until null comes, and writes each to a file as soon as it has it. */
    static void log(ProcessQueue<@Nullable String> queue, String file) throws Exception {
        Path log = Path.of(file);
        for (String element = queue.get(); element != null; element = queue.get()) {
            Files.writeString(log, element + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** Sends on what comes, until null does. */
    static void passOn(ProcessQueue<@Nullable Object> from, ProcessQueue<@Nullable Object> to)
            throws InterruptedException {
        for (Object element = from.get(); element != null; element = from.get()) {
            to.put(element);
        }
        to.put(null);
    }
}
