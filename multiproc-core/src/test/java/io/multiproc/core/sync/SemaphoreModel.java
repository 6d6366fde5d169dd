package io.multiproc.core.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What threads do with the word of a {@link SegmentSemaphore}, step by step.
 *
 * @param givingUp how many may give up while they wait
 * @param deaths how many may die, at any moment; then a sleep may end by itself
 */
record SemaphoreModel(int givingUp, int deaths) {

    private static final int SLEEPERS = 1;
    private static final int PERMIT = 2;

    /** Where a thread is. */
    enum At {
        BEGIN,
        LOOK,
        TAKE,
        FLAG,
        SLEEP,
        ASLEEP,
        PASS_ON,
        RELEASE,
        WAKE,
        DONE,
        DEAD
    }

    /** A thread; those that take a permit begin at BEGIN, those that give one at RELEASE. */
    record Actor(At at, boolean slept) {

        Actor go(At to) {
            return new Actor(to, slept);
        }

        Actor wake() {
            return new Actor(At.LOOK, true);
        }
    }

    /** The word, the threads, and how many may still give up, or die. */
    record State(int word, List<Actor> actors, int givingUp, int deaths) {

        boolean isAsleepWithoutNeed() {
            return word >= PERMIT && actors.stream().anyMatch(actor -> actor.at() == At.ASLEEP);
        }

        boolean isOver() {
            return actors.stream().allMatch(actor -> actor.at() == At.DONE);
        }

        State with(int newWord, int index, Actor actor) {
            List<Actor> all = new ArrayList<>(actors);
            all.set(index, actor);
            return new State(newWord, List.copyOf(all), givingUp, deaths);
        }

        State with(int index, Actor actor) {
            return with(word, index, actor);
        }
    }

    State initial(int takers, int givers) {
        List<Actor> actors = new ArrayList<>(Collections.nCopies(takers, new Actor(At.BEGIN, false)));
        actors.addAll(Collections.nCopies(givers, new Actor(At.RELEASE, false)));
        return new State(0, List.copyOf(actors), givingUp, deaths);
    }

    List<State> steps(State state) {
        List<State> next = new ArrayList<>();
        for (int i = 0; i < state.actors().size(); i++) {
            Actor actor = state.actors().get(i);
            step(state, i, actor, next);
            if (state.deaths() > 0 && actor.at() != At.DONE && actor.at() != At.DEAD) {
                State dead = state.with(i, new Actor(At.DEAD, false));
                next.add(new State(dead.word(), dead.actors(), state.givingUp(), state.deaths() - 1));
            }
        }
        return next;
    }

    private void step(State state, int i, Actor actor, List<State> next) {
        int word = state.word();
        switch (actor.at()) {
            case BEGIN, TAKE ->
                next.add(
                        word >= PERMIT
                                ? state.with(
                                        (word - PERMIT) | (actor.slept() ? SLEEPERS : 0),
                                        i,
                                        actor.go(actor.slept() ? At.PASS_ON : At.DONE))
                                : state.with(i, actor.go(At.LOOK)));
            case LOOK -> {
                next.add(state.with(i, actor.go(word >= PERMIT ? At.TAKE : word == SLEEPERS ? At.SLEEP : At.FLAG)));
                if (state.givingUp() > 0) {
                    State gone = state.with(i, actor.go(actor.slept() ? At.PASS_ON : At.DONE));
                    next.add(new State(gone.word(), gone.actors(), state.givingUp() - 1, state.deaths()));
                }
            }
            case FLAG -> next.add(state.with(word == 0 ? SLEEPERS : word, i, actor.go(At.LOOK)));
            case SLEEP -> next.add(state.with(i, word == SLEEPERS ? actor.go(At.ASLEEP) : actor.wake()));
            case PASS_ON -> {
                if (word >= PERMIT) {
                    wakeOne(state.with(i, actor.go(At.DONE)), next);
                } else {
                    next.add(state.with(SLEEPERS, i, actor.go(At.DONE)));
                }
            }
            case RELEASE ->
                next.add(state.with(
                        (word & ~SLEEPERS) + PERMIT, i, actor.go((word & SLEEPERS) != 0 ? At.WAKE : At.DONE)));
            case WAKE -> wakeOne(state.with(i, actor.go(At.DONE)), next);
            case ASLEEP -> {
                if (deaths > 0) {
                    next.add(state.with(i, actor.wake()));
                }
            }
            case DONE, DEAD -> {}
        }
    }

    /** Any of those that sleep; nothing if nobody does. */
    private static void wakeOne(State state, List<State> next) {
        int before = next.size();
        for (int i = 0; i < state.actors().size(); i++) {
            if (state.actors().get(i).at() == At.ASLEEP) {
                next.add(state.with(i, state.actors().get(i).wake()));
            }
        }
        if (next.size() == before) {
            next.add(state);
        }
    }
}
