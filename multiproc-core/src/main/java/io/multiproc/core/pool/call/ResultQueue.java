package io.multiproc.core.pool.call;

import io.multiproc.core.pool.task.Task;
import java.util.ArrayDeque;

/** The chunks of an {@code imap} whose results are asked for next, with the size of what has come of them. */
final class ResultQueue {

    private final boolean ordered;

    /** In the order of the input those that were read, else those that have arrived; first who is next. */
    private final ArrayDeque<Task> chunks = new ArrayDeque<>();

    private long bytes;

    ResultQueue(boolean ordered) {
        this.ordered = ordered;
    }

    /** A chunk was made of the input. */
    void read(Task chunk) {
        if (ordered) {
            chunks.add(chunk);
        }
    }

    /** A chunk has its reply. */
    void arrived(Task chunk) {
        bytes += chunk.resultBytes();
        if (!ordered) {
            chunks.add(chunk);
        }
    }

    /** Whether the results that are next are there. */
    boolean isHeadReady() {
        Task head = chunks.peek();
        return head != null && head.isTaken();
    }

    /** Those. */
    Task removeHead() {
        Task head = chunks.remove();
        bytes -= head.resultBytes();
        return head;
    }

    /** Number of chunks that were read and whose results were not asked for, when so many are on their way. */
    int outstanding(int inFlight) {
        return ordered ? chunks.size() : inFlight + chunks.size();
    }

    /** Size of the results that have come and were not asked for. */
    long bytes() {
        return bytes;
    }

    void clear() {
        chunks.clear();
    }
}
