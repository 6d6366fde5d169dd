package io.multiproc.core.queue;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.queue.JoinableQueue;
import java.lang.ref.Reference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A queue of objects that counts those that are done with. */
final class CodedJoinableQueue<E extends @Nullable Object> extends CodedQueue<E> implements JoinableQueue<E> {

    CodedJoinableQueue(QueueAccess access) {
        super(access);
    }

    @Override
    public void taskDone() {
        if (!access().open("taskDone").taskDone()) {
            throw new IllegalStateException(
                    "taskDone was called more often than elements were put: queue '" + name() + "'");
        }
    }

    @Override
    public void join() throws InterruptedException {
        boolean unused = join(Deadline.NEVER);
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        return join(Deadline.after(timeout));
    }

    private boolean join(long deadline) throws InterruptedException {
        try {
            return access().open("join", deadline).join(deadline);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
