package io.multiproc.core.queue;

import io.multiproc.core.queue.QueueHandle.Kind;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.SimpleQueue;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes queues that this process owns. */
public final class CodedQueueBuilder implements ProcessQueue.Builder {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Capacity capacity = Capacity.UNLIMITED;
    private @Nullable String name;

    /** A queue without limits and with a name of its own, unless it is described further. */
    public CodedQueueBuilder() {}

    /** A simple queue. */
    public static <E extends @Nullable Object> SimpleQueue<E> simple() {
        return new CodedSimpleQueue<>(new CodedQueueBuilder().access(Kind.SIMPLE));
    }

    @Override
    public ProcessQueue.Builder maxSize(int elements) {
        capacity = new Capacity(Math.max(0, elements), capacity.bytes());
        return this;
    }

    @Override
    public ProcessQueue.Builder maxBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maxBytes must be >= 1: maxBytes=" + bytes);
        }
        capacity = new Capacity(capacity.elements(), bytes);
        return this;
    }

    @Override
    public ProcessQueue.Builder name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    @Override
    public <E extends @Nullable Object> ProcessQueue<E> build() {
        return new CodedQueue<>(access(Kind.PLAIN));
    }

    @Override
    public <E extends @Nullable Object> JoinableQueue<E> buildJoinable() {
        return new CodedJoinableQueue<>(access(Kind.JOINABLE));
    }

    private QueueAccess access(Kind kind) {
        String chosen = name != null ? name : kind.typeName() + "-" + NUMBERS.incrementAndGet();
        return new QueueAccess(new OwnedQueue(chosen, kind, capacity));
    }
}
