package io.multiproc.core.waiting;

import java.util.concurrent.CompletableFuture;

/** Ready when a process has ended. May be used by any thread. */
@SuppressWarnings("FutureReturnValueIgnored") // the end of a process cannot fail
public final class Sentinel implements EventWaitable {

    private final String name;
    private final CompletableFuture<?> end;
    private final Listeners listeners = new Listeners();

    /** The sentinel of the process of that name. */
    public Sentinel(String name, CompletableFuture<?> end) {
        this.name = name;
        this.end = end;
        end.thenRun(listeners::run);
    }

    @Override
    public boolean isReady() {
        return end.isDone();
    }

    @Override
    public Subscription whenReady(Runnable action) {
        Subscription subscription = listeners.add(action);
        if (end.isDone()) {
            action.run();
        }
        return subscription;
    }

    /** The process, and whether it has ended. */
    @Override
    public String toString() {
        return "Sentinel(" + name + (isReady() ? ", ended)" : ", running)");
    }
}
