package io.multiproc.core.waiting;

import io.multiproc.process.Waitable;

/** A waitable that tells when it becomes ready. */
public interface EventWaitable extends Waitable {

    /**
     * Has the action run when the object becomes ready, at once if it is. It may also run when the object is not ready
     * any more: who is woken looks again. The action is short and may run on any thread, the event loop included.
     */
    Subscription whenReady(Runnable action);

    /** A registered action. */
    @FunctionalInterface
    interface Subscription {

        /** Forgets the action; it may still run if it is about to. */
        void cancel();
    }
}
