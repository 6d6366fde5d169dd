package io.multiproc.core.sync;

import java.util.ArrayList;
import java.util.List;

/**
 * What threads of different processes do with a {@link LockWord}, step by step: each reads or changes the word once.
 *
 * @param deaths how many threads may die, at any moment
 * @param givingUp how many may give up while they wait
 * @param timers whether a sleep may end by itself
 */
record LockModel(int deaths, int givingUp, boolean timers) {

    private static final int SLEEPERS = 1;

    /** Where a thread is. */
    enum At {
        BEGIN,
        LOOK,
        TAKE,
        TAKE_FROM_DEAD,
        FLAG,
        SLEEP,
        ASLEEP,
        GIVE_UP,
        INSIDE,
        READ,
        FREE,
        WAKE,
        DONE,
        DEAD
    }

    /**
     * A thread.
     *
     * @param seen the word as it read it last
     * @param rounds how often it still wants the lock after this time
     */
    record Actor(At at, int seen, boolean slept, int rounds) {

        Actor go(At to) {
            return new Actor(to, seen, slept, rounds);
        }

        Actor see(At to, int word) {
            return new Actor(to, word, slept, rounds);
        }

        Actor wake() {
            return new Actor(At.LOOK, 0, true, rounds);
        }

        Actor leave() {
            return rounds == 0 ? new Actor(At.DONE, 0, false, 0) : new Actor(At.BEGIN, 0, false, rounds - 1);
        }

        boolean isInside() {
            return at == At.INSIDE || at == At.READ || at == At.FREE;
        }

        boolean isOver() {
            return at == At.DONE || at == At.DEAD;
        }
    }

    /** The word, the threads, and what may still happen. */
    record State(int word, List<Actor> actors, int deaths, int givingUp) {

        boolean isOver() {
            return actors.stream().allMatch(Actor::isOver);
        }

        boolean isExclusive() {
            return actors.stream().filter(Actor::isInside).count() <= 1;
        }

        State with(int newWord, int index, Actor actor) {
            List<Actor> all = new ArrayList<>(actors);
            all.set(index, actor);
            return new State(newWord, List.copyOf(all), deaths, givingUp);
        }

        State with(int index, Actor actor) {
            return with(word, index, actor);
        }
    }

    State initial(int threads, int rounds) {
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            actors.add(new Actor(At.BEGIN, 0, false, rounds - 1));
        }
        return new State(0, List.copyOf(actors), deaths, givingUp);
    }

    List<State> steps(State state) {
        List<State> next = new ArrayList<>();
        for (int i = 0; i < state.actors().size(); i++) {
            Actor actor = state.actors().get(i);
            if (!actor.isOver()) {
                step(state, i, actor, next);
                if (state.deaths() > 0) {
                    State dead = state.with(i, new Actor(At.DEAD, 0, false, 0));
                    next.add(new State(dead.word(), dead.actors(), state.deaths() - 1, state.givingUp()));
                }
            }
        }
        return next;
    }

    private void step(State state, int i, Actor actor, List<State> next) {
        int word = state.word();
        int mark = mark(i);
        switch (actor.at()) {
            case BEGIN ->
                next.add(word == 0 ? state.with(mark, i, actor.go(At.INSIDE)) : state.with(i, actor.go(At.LOOK)));
            case LOOK -> look(state, i, actor, next);
            case TAKE ->
                next.add(
                        word == 0
                                ? state.with(actor.slept() ? mark | SLEEPERS : mark, i, actor.go(At.INSIDE))
                                : state.with(i, actor.go(At.LOOK)));
            case TAKE_FROM_DEAD ->
                next.add(
                        word == actor.seen()
                                ? state.with(mark | SLEEPERS, i, actor.go(At.INSIDE))
                                : state.with(i, actor.go(At.LOOK)));
            case FLAG ->
                next.add(
                        word == actor.seen()
                                ? state.with(word | SLEEPERS, i, actor.go(At.LOOK))
                                : state.with(i, actor.go(At.LOOK)));
            case SLEEP -> next.add(state.with(i, word == actor.seen() ? actor.go(At.ASLEEP) : actor.wake()));
            case ASLEEP -> {
                if (timers) {
                    next.add(state.with(i, actor.wake()));
                }
            }
            case GIVE_UP -> {
                if (actor.slept() && word == 0) {
                    next.add(state.with(i, actor.go(At.WAKE)));
                } else {
                    next.add(state.with(actor.slept() ? word | SLEEPERS : word, i, actor.leave()));
                }
            }
            case INSIDE -> next.add(state.with(i, actor.go(At.READ)));
            case READ -> next.add(state.with(i, actor.see(At.FREE, word)));
            case FREE ->
                next.add(
                        word == actor.seen()
                                ? state.with(0, i, (word & SLEEPERS) != 0 ? actor.go(At.WAKE) : actor.leave())
                                : state.with(i, actor.go(At.READ)));
            case WAKE -> wakeOne(state.with(i, actor.leave()), next);
            case DONE, DEAD -> throw new IllegalStateException("no step: " + actor);
        }
    }

    private void look(State state, int i, Actor actor, List<State> next) {
        int word = state.word();
        if (word == 0) {
            next.add(state.with(i, actor.go(At.TAKE)));
            return;
        }
        if (state.actors().get(word / 2 - 1).at() == At.DEAD) {
            next.add(state.with(i, actor.see(At.TAKE_FROM_DEAD, word)));
        }
        next.add(state.with(i, actor.see((word & SLEEPERS) != 0 ? At.SLEEP : At.FLAG, word)));
        if (state.givingUp() > 0) {
            State gone = state.with(i, actor.go(At.GIVE_UP));
            next.add(new State(gone.word(), gone.actors(), state.deaths(), state.givingUp() - 1));
        }
    }

    /** Any of those that sleep; nothing if nobody does. */
    private static void wakeOne(State state, List<State> next) {
        boolean any = false;
        for (int i = 0; i < state.actors().size(); i++) {
            Actor actor = state.actors().get(i);
            if (actor.at() == At.ASLEEP) {
                next.add(state.with(i, actor.wake()));
                any = true;
            }
        }
        if (!any) {
            next.add(state);
        }
    }

    private static int mark(int index) {
        return (index + 1) * 2;
    }
}
