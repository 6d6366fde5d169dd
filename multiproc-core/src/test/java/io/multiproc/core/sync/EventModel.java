package io.multiproc.core.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What threads do with the word of a {@link SegmentEvent}, step by step: some wait, others set it and clear it at once. */
final class EventModel {

    private static final int SET = 1;
    private static final int SLEEPERS = 2;
    private static final int ONE_MORE = 4;

    private EventModel() {}

    /** Where a thread is; those that wait begin at BEGIN, those that set the event at SET. */
    enum At {
        BEGIN,
        LOOK,
        FLAG,
        SLEEP,
        ASLEEP,
        SET,
        CHANGE,
        WAKE,
        CLEAR,
        DONE
    }

    /**
     * A thread.
     *
     * @param first the word when it began to wait
     * @param seen the word as it read it last
     */
    record Actor(At at, int first, int seen) {

        Actor go(At to) {
            return new Actor(to, first, seen);
        }

        Actor see(At to, int word) {
            return new Actor(to, first, word);
        }

        /** Sleeps on, though the event was set since it began to. */
        boolean isForgotten(int word) {
            return at == At.ASLEEP && wasSet(first, word);
        }
    }

    /** The word and the threads. */
    record State(int word, List<Actor> actors) {

        boolean isSomebodyForgotten() {
            return actors.stream().anyMatch(actor -> actor.isForgotten(word));
        }

        State with(int newWord, int index, Actor actor) {
            List<Actor> all = new ArrayList<>(actors);
            all.set(index, actor);
            return new State(newWord, List.copyOf(all));
        }

        State with(int index, Actor actor) {
            return with(word, index, actor);
        }
    }

    static State initial(int waiters, int setters) {
        List<Actor> actors = new ArrayList<>(Collections.nCopies(waiters, new Actor(At.BEGIN, 0, 0)));
        actors.addAll(Collections.nCopies(setters, new Actor(At.SET, 0, 0)));
        return new State(0, List.copyOf(actors));
    }

    static List<State> steps(State state) {
        List<State> next = new ArrayList<>();
        for (int i = 0; i < state.actors().size(); i++) {
            step(state, i, state.actors().get(i), next);
        }
        return next;
    }

    private static void step(State state, int i, Actor actor, List<State> next) {
        int word = state.word();
        switch (actor.at()) {
            case BEGIN -> next.add(state.with(i, new Actor(At.LOOK, word, 0)));
            case LOOK -> {
                if (wasSet(actor.first(), word)) {
                    next.add(state.with(i, actor.go(At.DONE)));
                } else {
                    next.add(state.with(i, actor.see((word & SLEEPERS) != 0 ? At.SLEEP : At.FLAG, word)));
                }
            }
            case FLAG -> next.add(state.with(word == actor.seen() ? word | SLEEPERS : word, i, actor.go(At.LOOK)));
            case SLEEP -> next.add(state.with(i, actor.go(word == actor.seen() ? At.ASLEEP : At.LOOK)));
            case SET -> next.add(state.with(i, (word & SET) != 0 ? actor.go(At.CLEAR) : actor.see(At.CHANGE, word)));
            case CHANGE ->
                next.add(
                        word == actor.seen()
                                ? state.with(
                                        ((word + ONE_MORE) & ~SLEEPERS) | SET,
                                        i,
                                        actor.go((word & SLEEPERS) != 0 ? At.WAKE : At.CLEAR))
                                : state.with(i, actor.go(At.SET)));
            case WAKE -> next.add(wakeAll(state.with(i, actor.go(At.CLEAR))));
            case CLEAR -> next.add(state.with(word & ~SET, i, actor.go(At.DONE)));
            case ASLEEP, DONE -> {}
        }
    }

    private static State wakeAll(State state) {
        return new State(
                state.word(),
                state.actors().stream()
                        .map(actor -> actor.at() == At.ASLEEP ? actor.go(At.LOOK) : actor)
                        .toList());
    }

    private static boolean wasSet(int first, int word) {
        return (word & SET) != 0 || word / ONE_MORE != first / ONE_MORE;
    }
}
