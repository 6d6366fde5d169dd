package io.multiproc.core.queue;

import io.multiproc.core.waiting.EventWaitable;
import io.multiproc.queue.SimpleQueue;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/** A queue of objects with fewer methods. */
final class CodedSimpleQueue<E extends @Nullable Object> extends LiveQueue implements SimpleQueue<E>, EventWaitable {

    private final CodedQueue<E> queue;

    CodedSimpleQueue(QueueAccess access) {
        this.queue = new CodedQueue<>(access);
    }

    @Override
    QueueHandle handle() {
        return queue.access().handle(this);
    }

    @Override
    public void put(E element) throws InterruptedException {
        try {
            queue.put(element);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public E get() throws InterruptedException {
        try {
            return queue.get();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public boolean isEmpty() {
        return queue.access().open("isEmpty").size() == 0;
    }

    @Override
    public boolean isReady() {
        return queue.isReady();
    }

    @Override
    public Subscription whenReady(Runnable action) {
        return queue.whenReady(action);
    }

    @Override
    public void close() {
        queue.close();
    }

    /** Name, and whether this process has closed it. */
    @Override
    public String toString() {
        return "SimpleQueue(name='" + queue.name() + "'" + (queue.access().isClosed() ? ", closed)" : ")");
    }
}
