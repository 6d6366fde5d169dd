package io.multiproc.core.manager.heap;

import java.util.HashMap;
import java.util.Map;

/**
 * A semaphore in the server whose permits are known by the processes that have them, and come back when one is gone.
 * The semaphore's lock guards {@code holders}; that of a session may be taken with it held, not the other way round.
 */
final class HeapReturningSemaphore extends HeapSemaphore implements Holding {

    private final Map<Holder, Integer> holders = new HashMap<>();

    HeapReturningSemaphore(int permits) {
        super(permits, permits);
        if (permits < 1) {
            throw new IllegalArgumentException("permits must be >= 1: permits=" + permits);
        }
    }

    @Override
    boolean taken() {
        Holder session = Caller.required().session();
        boolean there = session.hold(this);
        if (there) {
            holders.merge(session, 1, Integer::sum);
        }
        return there;
    }

    @Override
    void givenBack() {
        Holder session = Caller.required().session();
        Integer has = holders.get(session);
        if (has == null) {
            throw new IllegalStateException("this process holds no permit of the semaphore: value=" + value()
                    + ", limit=" + limit() + " (only the process that acquired a permit may release it)");
        }
        if (has == 1) {
            holders.remove(session);
            session.drop(this);
        } else {
            holders.put(session, has - 1);
        }
    }

    /** Its kind, value and limit. */
    @Override
    public String toString() {
        return "BoundedProcessSemaphore(value=" + value() + ", limit=" + limit() + ", returning)";
    }

    @Override
    public void holderGone(Holder session) {
        locked(() -> {
            Integer had = holders.remove(session);
            if (had != null) {
                add(had);
            }
        });
    }
}
