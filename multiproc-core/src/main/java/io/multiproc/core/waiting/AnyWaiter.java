package io.multiproc.core.waiting;

import io.multiproc.core.waiting.EventWaitable.Subscription;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.managers.ManagedProxy;
import io.multiproc.process.Waitable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for any of many objects; nothing polls. May be used by any thread. */
public final class AnyWaiter {

    private AnyWaiter() {}

    /**
     * Waits until at least one of the objects is ready, or the time is over.
     *
     * @param timeout null: wait for ever
     * @return all that are ready, in the order given
     */
    public static <W extends Waitable> List<W> await(Collection<W> objects, @Nullable Duration timeout)
            throws InterruptedException {
        check(objects, timeout);
        List<W> ready = ready(objects);
        long deadline = timeout == null ? Deadline.NEVER : Deadline.after(timeout);
        if (!ready.isEmpty() || Deadline.isOver(deadline)) {
            return ready;
        }
        Semaphore wakeUps = new Semaphore(0);
        List<Subscription> subscriptions = new ArrayList<>(objects.size());
        try {
            for (W object : objects) {
                subscriptions.add(((EventWaitable) object).whenReady(wakeUps::release));
            }
            while (sleep(wakeUps, deadline)) {
                wakeUps.drainPermits();
                ready = ready(objects);
                if (!ready.isEmpty()) {
                    return ready;
                }
            }
            return ready(objects);
        } finally {
            subscriptions.forEach(Subscription::cancel);
        }
    }

    /** Whether it was woken, and not just the time over. */
    private static boolean sleep(Semaphore wakeUps, long deadline) throws InterruptedException {
        return !Deadline.isOver(deadline) && wakeUps.tryAcquire(Deadline.remaining(deadline), TimeUnit.NANOSECONDS);
    }

    private static <W extends Waitable> List<W> ready(Collection<W> objects) {
        List<W> ready = new ArrayList<>();
        for (W object : objects) {
            if (object.isReady()) {
                ready.add(object);
            }
        }
        return ready;
    }

    private static <W extends Waitable> void check(Collection<W> objects, @Nullable Duration timeout) {
        if (objects.isEmpty() && timeout == null) {
            throw new IllegalArgumentException("nothing to wait for, and no time-out: this would wait for ever");
        }
        Set<Waitable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (W object : objects) {
            Objects.requireNonNull(object, "object to wait for");
            if (!(object instanceof EventWaitable)) {
                throw new IllegalArgumentException(
                        object instanceof ManagedProxy
                                ? "cannot wait for what is in a manager's server (use its own methods with a time-out,"
                                        + " or a queue that this program makes itself)"
                                : "cannot wait for a " + object.getClass().getName()
                                        + ": only for connections, queues, listeners, sentinels and outcomes of this library");
            }
            if (!seen.add(object)) {
                throw new IllegalArgumentException("the same object twice: " + object);
            }
        }
    }
}
