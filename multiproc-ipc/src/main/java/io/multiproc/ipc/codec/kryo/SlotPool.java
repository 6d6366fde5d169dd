package io.multiproc.ipc.codec.kryo;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few objects for reuse.
 *
 * <p>A thread looks in the slot of its number. What it takes is gone from there until it is given back, so a call from
 * inside a call, and threads that share a slot, get another. Not a ThreadLocal: threads may be many and short-lived.
 */
final class SlotPool<T> {

    private static final int SLOTS = 64;

    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);

    /** One that was given back and that nobody else has, or null. */
    @Nullable
    T take() {
        return slots.getAndSet(slot(), null);
    }

    void giveBack(T object) {
        slots.lazySet(slot(), object);
    }

    private static int slot() {
        return (int) Thread.currentThread().getId() & (SLOTS - 1);
    }
}
