package io.multiproc.core.queue;

import io.multiproc.core.queue.QueueMessages.Question;
import io.multiproc.core.waiting.EventWaitable.Subscription;
import io.multiproc.core.waiting.Listeners;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.queue.QueueClosedException;
import java.util.function.BooleanSupplier;

/**
 * Whether a get from a queue of another process would not wait, and who wants to know when. May be used by any thread.
 */
final class ReadyWatch {

    private final OwnerQuestions questions;
    private final Outbox outbox;
    private final BooleanSupplier over;
    private final Listeners listeners = new Listeners();

    /**
     * A watch that nobody has set.
     *
     * @param over tells whether the queue is closed here, or gone
     */
    ReadyWatch(OwnerQuestions questions, Outbox outbox, BooleanSupplier over) {
        this.questions = questions;
        this.outbox = outbox;
        this.over = over;
    }

    /** Not, if the owner does not answer: it says so when it goes on. */
    boolean isReady() {
        boolean ready;
        try {
            ready = questions.askBriefly(Question.READY) == 1;
        } catch (IllegalStateException | QueueClosedException e) {
            return true; // a get would say so at once
        }
        if (!ready && !listeners.isEmpty()) {
            watch(); // what made it ready is gone
        }
        return ready;
    }

    Subscription add(Runnable action) {
        Subscription subscription = listeners.add(action);
        if (over.getAsBoolean()) {
            action.run();
        } else {
            watch();
        }
        return subscription;
    }

    /** It is ready. */
    void run() {
        listeners.run();
    }

    private void watch() {
        outbox.send(QueueMessages.empty(FrameType.WATCH));
    }
}
