package io.multiproc.core.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What threads do with the word of a {@link SegmentEvent}, step by step: some wait, others set it and clear it at once.
 *
 * @param deaths how many threads may die, at any moment
 * @param givingUp how many may give up while they wait
 * @param timers whether a sleep may end by itself
 */
record EventModel(int deaths, int givingUp, boolean timers) {

    private static final int SET = 1;
    private static final int SLEEPERS = 2;
    private static final int ONE_MORE = 4;

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
        DONE,
        DEAD
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

        boolean isOver() {
            return at == At.DONE || at == At.DEAD;
        }
    }

    /** The word, the threads, and what may still happen. */
    record State(int word, List<Actor> actors, int deaths, int givingUp) {

        /** All are over, or wait for what has not come yet. */
        boolean isSettled() {
            return actors.stream()
                    .allMatch(actor -> actor.isOver() || (actor.at() == At.ASLEEP && !actor.isForgotten(word)));
        }

        boolean isSomebodyForgotten() {
            return actors.stream().anyMatch(actor -> actor.isForgotten(word));
        }

        State with(int newWord, int index, Actor actor) {
            List<Actor> all = new ArrayList<>(actors);
            all.set(index, actor);
            return new State(newWord, List.copyOf(all), deaths, givingUp);
        }

        State with(int index, Actor actor) {
            return with(word, index, actor);
        }

        State oneDeathLess() {
            return new State(word, actors, deaths - 1, givingUp);
        }

        State oneLessGivesUp() {
            return new State(word, actors, deaths, givingUp - 1);
        }
    }

    State initial(int waiters, int setters) {
        List<Actor> actors = new ArrayList<>(Collections.nCopies(waiters, new Actor(At.BEGIN, 0, 0)));
        actors.addAll(Collections.nCopies(setters, new Actor(At.SET, 0, 0)));
        return new State(0, List.copyOf(actors), deaths, givingUp);
    }

    List<State> steps(State state) {
        List<State> next = new ArrayList<>();
        for (int i = 0; i < state.actors().size(); i++) {
            Actor actor = state.actors().get(i);
            step(state, i, actor, next);
            if (state.deaths() > 0 && !actor.isOver()) {
                next.add(state.with(i, actor.go(At.DEAD)).oneDeathLess());
            }
        }
        return next;
    }

    private void step(State state, int i, Actor actor, List<State> next) {
        int word = state.word();
        switch (actor.at()) {
            case BEGIN -> next.add(state.with(i, new Actor(At.LOOK, word, 0)));
            case LOOK -> {
                if (wasSet(actor.first(), word)) {
                    next.add(state.with(i, actor.go(At.DONE)));
                } else {
                    next.add(state.with(i, actor.see((word & SLEEPERS) != 0 ? At.SLEEP : At.FLAG, word)));
                    if (state.givingUp() > 0) {
                        next.add(state.with(i, actor.go(At.DONE)).oneLessGivesUp());
                    }
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
            case ASLEEP -> {
                if (timers) {
                    next.add(state.with(i, actor.go(At.LOOK)));
                }
            }
            case DONE, DEAD -> {}
        }
    }

    private static State wakeAll(State state) {
        return new State(
                state.word(),
                state.actors().stream()
                        .map(actor -> actor.at() == At.ASLEEP ? actor.go(At.LOOK) : actor)
                        .toList(),
                state.deaths(),
                state.givingUp());
    }

    private static boolean wasSet(int first, int word) {
        return (word & SET) != 0 || word / ONE_MORE != first / ONE_MORE;
    }
}
