package io.multiproc.core.waiting;

import io.multiproc.core.waiting.EventWaitable.Subscription;
import java.util.ArrayList;
import java.util.List;

/** Actions that wait for an event. May be used by any thread. */
public final class Listeners {

    private final List<Action> actions = new ArrayList<>();

    /** Nobody waits yet. */
    public Listeners() {}

    /** Adds an action. */
    public Subscription add(Runnable action) {
        Action added = new Action(action);
        synchronized (actions) {
            actions.add(added);
        }
        return () -> {
            synchronized (actions) {
                actions.remove(added);
            }
        };
    }

    /** Whether nobody waits. */
    public boolean isEmpty() {
        synchronized (actions) {
            return actions.isEmpty();
        }
    }

    /** Runs the actions, each as often as the event happens until it is cancelled. */
    public void run() {
        List<Action> current;
        synchronized (actions) {
            current = List.copyOf(actions);
        }
        current.forEach(action -> action.body.run());
    }

    /** Compared by identity: the same action may be there twice. */
    private static final class Action {

        private final Runnable body;

        Action(Runnable body) {
            this.body = body;
        }
    }
}
