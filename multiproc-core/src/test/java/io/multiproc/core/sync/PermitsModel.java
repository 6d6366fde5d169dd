package io.multiproc.core.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What threads of different processes do with {@link SegmentPermits}, step by step; each takes a permit once and gives
 * it back.
 *
 * @param deaths how many threads may die, at any moment; then a sleep may end by itself
 * @param givingUp how many may give up while they wait
 */
record PermitsModel(int deaths, int givingUp) {

    private static final int SLEEPERS = 1;
    private static final int ONE_MORE = 2;
    private static final int FREE = -1;

    /** Where a thread is. */
    enum At {
        LOOK,
        SCAN,
        SCANNED,
        FLAG,
        SLEEP,
        ASLEEP,
        PASS_FLAG,
        PASS_SCAN,
        INSIDE,
        FREED,
        CLEAR,
        WAKE,
        DONE,
        DEAD
    }

    /**
     * A thread.
     *
     * @param seen the word as it read it last
     * @param permit that it looks at, or has
     * @param after where it goes when it has passed a wake-up on
     */
    record Actor(At at, int seen, int permit, boolean slept, At after) {

        Actor go(At to) {
            return new Actor(to, seen, permit, slept, after);
        }

        Actor look() {
            return new Actor(At.LOOK, 0, 0, slept, after);
        }

        Actor wake() {
            return new Actor(At.LOOK, 0, 0, true, after);
        }

        Actor see(At to, int word) {
            return new Actor(to, word, permit, slept, after);
        }

        Actor next() {
            return new Actor(At.SCAN, seen, permit + 1, slept, after);
        }

        Actor then(At to) {
            return slept ? new Actor(At.PASS_FLAG, 0, permit, false, to) : go(to);
        }
    }

    /** The word, the holders of the permits, the threads, and what may still happen. */
    record State(int word, List<Integer> permits, List<Actor> actors, int deaths, int givingUp) {

        State actor(int index, Actor actor) {
            List<Actor> all = new ArrayList<>(actors);
            all.set(index, actor);
            return new State(word, permits, List.copyOf(all), deaths, givingUp);
        }

        State word(int to) {
            return new State(to, permits, actors, deaths, givingUp);
        }

        State permit(int index, int holder) {
            List<Integer> all = new ArrayList<>(permits);
            all.set(index, holder);
            return new State(word, List.copyOf(all), actors, deaths, givingUp);
        }

        boolean isOver() {
            return actors.stream().allMatch(actor -> actor.at() == At.DONE || actor.at() == At.DEAD);
        }

        boolean isEveryPermitHeldOnce() {
            for (int i = 0; i < actors.size(); i++) {
                Actor actor = actors.get(i);
                if (actor.at() == At.INSIDE && permits.get(actor.permit()) != i) {
                    return false;
                }
            }
            return true;
        }

        private boolean isFreeFor(int permit, boolean alsoOfTheDead) {
            int holder = permits.get(permit);
            return holder == FREE || (alsoOfTheDead && actors.get(holder).at() == At.DEAD);
        }
    }

    State initial(int threads, int permits) {
        Actor actor = new Actor(At.LOOK, 0, 0, false, At.DONE);
        return new State(0, Collections.nCopies(permits, FREE), Collections.nCopies(threads, actor), deaths, givingUp);
    }

    List<State> steps(State state) {
        List<State> next = new ArrayList<>();
        for (int i = 0; i < state.actors().size(); i++) {
            Actor actor = state.actors().get(i);
            if (actor.at() != At.DONE && actor.at() != At.DEAD) {
                step(state, i, actor, next);
                if (state.deaths() > 0) {
                    State dead = state.actor(i, new Actor(At.DEAD, 0, 0, false, At.DONE));
                    next.add(new State(
                            dead.word(), dead.permits(), dead.actors(), state.deaths() - 1, state.givingUp()));
                }
            }
        }
        return next;
    }

    private void step(State state, int i, Actor actor, List<State> next) {
        int word = state.word();
        switch (actor.at()) {
            case LOOK -> look(state, i, actor, next);
            case SCAN -> scan(state, i, actor, next);
            case SCANNED -> next.add(state.actor(i, actor.go((actor.seen() & SLEEPERS) != 0 ? At.SLEEP : At.FLAG)));
            case FLAG -> {
                State flagged = word == actor.seen() ? state.word(word | SLEEPERS) : state;
                next.add(flagged.actor(i, actor.look()));
            }
            case SLEEP -> next.add(state.actor(i, word == actor.seen() ? actor.go(At.ASLEEP) : actor.wake()));
            case ASLEEP -> {
                if (deaths > 0) {
                    next.add(state.actor(i, actor.wake()));
                }
            }
            case PASS_FLAG -> next.add(state.word(word | SLEEPERS).actor(i, actor.go(At.PASS_SCAN)));
            case PASS_SCAN -> {
                State passed = state.actor(i, actor.go(actor.after()));
                if (state.permits().contains(FREE)) {
                    wakeOne(passed, next);
                } else {
                    next.add(passed);
                }
            }
            case INSIDE -> next.add(state.permit(actor.permit(), FREE).actor(i, actor.go(At.FREED)));
            case FREED ->
                next.add(state.actor(i, (word & SLEEPERS) == 0 ? actor.go(At.DONE) : actor.see(At.CLEAR, word)));
            case CLEAR ->
                next.add(
                        word == actor.seen()
                                ? state.word((word + ONE_MORE) & ~SLEEPERS).actor(i, actor.go(At.WAKE))
                                : state.actor(i, actor.go(At.FREED)));
            case WAKE -> wakeOne(state.actor(i, actor.go(At.DONE)), next);
            case DONE, DEAD -> throw new IllegalStateException("no step: " + actor);
        }
    }

    private static void look(State state, int i, Actor actor, List<State> next) {
        next.add(state.actor(i, actor.see(At.SCAN, state.word())));
        if (state.givingUp() > 0) {
            State gone = state.actor(i, actor.then(At.DONE));
            next.add(new State(gone.word(), gone.permits(), gone.actors(), state.deaths(), state.givingUp() - 1));
        }
    }

    private void scan(State state, int i, Actor actor, List<State> next) {
        if (actor.permit() == state.permits().size()) {
            next.add(state.actor(i, actor.go(At.SCANNED)));
        } else if (state.isFreeFor(actor.permit(), deaths > 0)) {
            next.add(state.permit(actor.permit(), i).actor(i, actor.then(At.INSIDE)));
        } else {
            next.add(state.actor(i, actor.next()));
        }
    }

    /** Any of those that sleep; nothing if nobody does. */
    private static void wakeOne(State state, List<State> next) {
        int before = next.size();
        for (int i = 0; i < state.actors().size(); i++) {
            Actor actor = state.actors().get(i);
            if (actor.at() == At.ASLEEP) {
                next.add(state.actor(i, actor.wake()));
            }
        }
        if (next.size() == before) {
            next.add(state);
        }
    }
}
