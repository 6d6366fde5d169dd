package io.multiproc.core.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What threads of different processes do with a {@link LockWord}, step by step: each reads or changes one word once.
 *
 * @param deaths how many threads may die, at any moment
 * @param givingUp how many may give up while they wait
 * @param timers which sleeps may end by themselves
 * @param delay whether a plain write may stay in its processor for a while
 * @param alike whether the threads are of one process, so that the kernel, which compares half the word, takes them for
 *     one
 */
record LockModel(int deaths, int givingUp, Timers timers, boolean delay, boolean alike) {

    private static final int SLEEPERS = 1;

    /** Sleeps that end by themselves. */
    enum Timers {
        NONE,
        /** The short ones, and not before all that was written has arrived. */
        SHORT,
        ALL
    }

    /** Where a thread is. */
    enum At {
        BEGIN,
        LOOK,
        TAKE,
        TAKE_FROM_DEAD,
        FLAG,
        NOTICE,
        GIVE_NOTICE,
        SLEEP,
        ASLEEP,
        GIVE_UP,
        GIVE_UP_FLAG,
        GIVE_UP_NOTICE,
        GIVE_UP_GIVE_NOTICE,
        INSIDE,
        LOOK_FOR_NOTICE,
        WRITE,
        LOOK_AGAIN,
        READ,
        TAKE_NOTICE_BACK,
        FREE,
        FREE_AND_WAKE,
        RESTORE_NOTICE,
        WAKE,
        DONE,
        DEAD
    }

    /**
     * A thread.
     *
     * @param seen the word as it read it last
     * @param others whether others may sleep who rely on it, since it has set SLEEPERS or slept
     * @param rounds how often it still wants the lock after this time
     * @param known whether it took the lock in the way that lets it just write
     * @param written whether its 0 is still in its processor
     * @param brief whether it sleeps shortly for now
     * @param late the threads whose 0 was in their processors when that began, and still is: a bit for each
     */
    record Actor(At at, int seen, boolean others, int rounds, boolean known, boolean written, boolean brief, int late) {

        Actor(At at, int rounds) {
            this(at, 0, false, rounds, false, false, false, 0);
        }

        Actor go(At to) {
            return new Actor(to, seen, others, rounds, known, written, brief, late);
        }

        Actor see(At to, int word) {
            return new Actor(to, word, others, rounds, known, written, brief, late);
        }

        Actor enter(boolean newKnown) {
            return new Actor(At.INSIDE, 0, false, rounds, newKnown, written, false, 0);
        }

        Actor owing(At to, int word) {
            return new Actor(to, word, true, rounds, known, written, brief, late);
        }

        Actor brief(int newLate) {
            return new Actor(at, seen, others, rounds, known, written, true, newLate);
        }

        Actor notBrief() {
            return new Actor(at, seen, others, rounds, known, written, false, 0);
        }

        Actor arrived(int index) {
            return new Actor(at, seen, others, rounds, known, written, brief, late & ~(1 << index));
        }

        Actor written(boolean newWritten) {
            return new Actor(at, seen, others, rounds, known, newWritten, brief, late);
        }

        Actor renamed(int[] places) {
            int newLate = 0;
            for (int i = 0; i < places.length; i++) {
                newLate |= (late & (1 << i)) != 0 ? 1 << places[i] : 0;
            }
            return new Actor(at, LockModel.renamed(seen, places), others, rounds, known, written, brief, newLate);
        }

        Actor leave() {
            return new Actor(
                    rounds == 0 ? At.DONE : At.BEGIN, 0, false, Math.max(0, rounds - 1), false, written, false, 0);
        }

        boolean isInside() {
            return switch (at) {
                case INSIDE, LOOK_FOR_NOTICE, WRITE, READ, TAKE_NOTICE_BACK, FREE, FREE_AND_WAKE, RESTORE_NOTICE ->
                    true;
                default -> false;
            };
        }

        boolean isOver() {
            return (at == At.DONE || at == At.DEAD) && !written;
        }

        /** Whether the next step only reads, which does not wait for what was written. */
        boolean reads() {
            return at == At.LOOK_AGAIN;
        }
    }

    /** The words, the threads, and what may still happen. */
    record State(int word, boolean notice, List<Actor> actors, int deaths, int givingUp) {

        boolean isOver() {
            return actors.stream().allMatch(Actor::isOver);
        }

        boolean isExclusive() {
            return actors.stream().filter(Actor::isInside).count() <= 1;
        }

        /**
         * The same with the threads in another order, which many states have in common: it makes no difference who is
         * who.
         */
        State ordered() {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < actors.size(); i++) {
                order.add(i);
            }
            order.sort(Comparator.comparingInt(this::order));
            int[] places = new int[order.size()];
            for (int place = 0; place < places.length; place++) {
                places[order.get(place)] = place;
            }
            List<Actor> all = new ArrayList<>();
            order.forEach(i -> all.add(actors.get(i).renamed(places)));
            return new State(renamed(word, places), notice, List.copyOf(all), deaths, givingUp);
        }

        /** What there is of a thread that does not depend on the order, as far as a number holds it. */
        private int order(int i) {
            Actor actor = actors.get(i);
            int key = (actor.at().ordinal() << 8) | (actor.rounds() << 6);
            key |= (actor.others() ? 32 : 0) | (actor.known() ? 16 : 0) | (actor.written() ? 8 : 0);
            return key | (actor.brief() ? 4 : 0) | (word / 2 == i + 1 ? 2 : 0) | (actor.seen() / 2 == i + 1 ? 1 : 0);
        }

        /** The threads whose 0 is still in their processors. */
        int underWay() {
            int all = 0;
            for (int i = 0; i < actors.size(); i++) {
                all |= actors.get(i).written() ? 1 << i : 0;
            }
            return all;
        }

        State arrived(int index) {
            List<Actor> all = new ArrayList<>();
            actors.forEach(actor -> all.add(actor.arrived(index)));
            all.set(index, all.get(index).written(false));
            return new State(0, notice, List.copyOf(all), deaths, givingUp);
        }

        State with(int newWord, int index, Actor actor) {
            List<Actor> all = new ArrayList<>(actors);
            all.set(index, actor);
            return new State(newWord, notice, List.copyOf(all), deaths, givingUp);
        }

        State with(int index, Actor actor) {
            return with(word, index, actor);
        }

        State with(int newWord) {
            return new State(newWord, notice, actors, deaths, givingUp);
        }

        State notice(boolean newNotice) {
            return new State(word, newNotice, actors, deaths, givingUp);
        }

        State oneDeathLess() {
            return new State(word, notice, actors, deaths - 1, givingUp);
        }

        State oneLessGivesUp() {
            return new State(word, notice, actors, deaths, givingUp - 1);
        }
    }

    State initial(int threads, int rounds) {
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            actors.add(new Actor(At.BEGIN, rounds - 1));
        }
        return new State(0, false, List.copyOf(actors), deaths, givingUp);
    }

    List<State> steps(State state) {
        List<State> next = new ArrayList<>();
        for (int i = 0; i < state.actors().size(); i++) {
            Actor actor = state.actors().get(i);
            if (actor.written()) {
                next.add(state.arrived(i));
            }
            if (timers == Timers.SHORT && actor.brief() && actor.late() == 0 && actor.at() != At.ASLEEP) {
                next.add(state.with(i, actor.notBrief()));
            }
            if (!actor.isOver() && (!actor.written() || actor.reads())) {
                step(state, i, actor, next);
            }
            if (!actor.isOver() && !actor.written() && state.deaths() > 0) {
                next.add(state.with(i, new Actor(At.DEAD, 0)).oneDeathLess());
            }
        }
        next.replaceAll(State::ordered);
        return next;
    }

    private void step(State state, int i, Actor actor, List<State> next) {
        int word = state.word();
        int mark = mark(i);
        switch (actor.at()) {
            case BEGIN ->
                next.add(
                        word == 0
                                ? state.with(mark, i, actor.enter(true))
                                : state.with(i, actor.go(At.LOOK).brief(state.underWay())));
            case LOOK -> look(state, i, actor, next);
            case TAKE ->
                next.add(
                        word == 0
                                ? state.with(actor.others() ? mark | SLEEPERS : mark, i, actor.enter(false))
                                : state.with(i, actor.go(At.LOOK)));
            case TAKE_FROM_DEAD ->
                next.add(
                        word == actor.seen()
                                ? state.with(mark | SLEEPERS, i, actor.enter(false))
                                : state.with(i, actor.go(At.LOOK)));
            case FLAG ->
                next.add(
                        word == actor.seen()
                                ? state.with(
                                        word | SLEEPERS,
                                        i,
                                        actor.owing(At.LOOK, 0).brief(state.underWay()))
                                : state.with(i, actor.go(At.LOOK)));
            case NOTICE ->
                next.add(
                        state.with(i, state.notice() ? actor.owing(At.SLEEP, actor.seen()) : actor.go(At.GIVE_NOTICE)));
            case GIVE_NOTICE ->
                next.add(state.notice(true)
                        .with(i, actor.owing(At.SLEEP, actor.seen()).brief(state.underWay())));
            case SLEEP ->
                next.add(state.with(i, isSame(word, actor.seen()) ? actor.go(At.ASLEEP) : actor.owing(At.LOOK, 0)));
            case ASLEEP -> {
                if (timers == Timers.ALL || (timers == Timers.SHORT && actor.brief() && actor.late() == 0)) {
                    next.add(state.with(i, actor.owing(At.LOOK, 0).notBrief()));
                }
            }
            case GIVE_UP -> next.add(state.with(i, givingUp(word, actor)));
            case GIVE_UP_FLAG -> next.add(flagged(state, actor).with(i, actor.go(At.GIVE_UP)));
            case GIVE_UP_NOTICE ->
                next.add(state.with(i, state.notice() ? actor.leave() : actor.go(At.GIVE_UP_GIVE_NOTICE)));
            case GIVE_UP_GIVE_NOTICE -> next.add(state.notice(true).with(i, actor.go(At.GIVE_UP)));
            case INSIDE -> next.add(state.with(i, actor.go(actor.known() ? At.LOOK_FOR_NOTICE : At.READ)));
            case LOOK_FOR_NOTICE -> next.add(state.with(i, actor.go(state.notice() ? At.READ : At.WRITE)));
            case WRITE -> {
                Actor looks = actor.go(At.LOOK_AGAIN);
                next.add(delay ? state.with(i, looks.written(true)) : state.with(0, i, looks));
            }
            case LOOK_AGAIN -> next.add(state.with(i, state.notice() ? actor.go(At.WAKE) : actor.leave()));
            case READ ->
                next.add(state.with(i, actor.see((word & SLEEPERS) == 0 ? At.TAKE_NOTICE_BACK : At.FREE, word)));
            case TAKE_NOTICE_BACK ->
                next.add(state.notice(false).with(i, actor.go(state.notice() ? At.FREE_AND_WAKE : At.FREE)));
            case FREE, FREE_AND_WAKE -> free(state, i, actor, next);
            case RESTORE_NOTICE -> next.add(state.notice(true).with(i, actor.go(At.READ)));
            case WAKE -> wakeOne(state.with(i, actor.leave()), next);
            case DONE, DEAD -> throw new IllegalStateException("no step: " + actor);
        }
    }

    private boolean isSame(int word, int seen) {
        return alike ? half(word) == half(seen) : word == seen;
    }

    private static int half(int word) {
        return word == 0 ? 0 : 2 | (word & SLEEPERS);
    }

    private void look(State state, int i, Actor actor, List<State> next) {
        int word = state.word();
        if (word == 0) {
            next.add(state.with(i, actor.go(At.TAKE)));
            return;
        }
        Actor holder = state.actors().get(word / 2 - 1);
        if (holder.at() == At.DEAD) {
            next.add(state.with(i, actor.see(At.TAKE_FROM_DEAD, word)));
        }
        next.add(state.with(i, actor.see((word & SLEEPERS) != 0 ? At.NOTICE : At.FLAG, word)));
        if (state.givingUp() > 0) {
            next.add(state.with(i, actor.others() ? actor.go(At.GIVE_UP) : actor.leave())
                    .oneLessGivesUp());
        }
    }

    private static State flagged(State state, Actor actor) {
        return state.word() == actor.seen() ? state.with(state.word() | SLEEPERS) : state;
    }

    private static Actor givingUp(int word, Actor actor) {
        if (word == 0) {
            return actor.go(At.WAKE);
        }
        return actor.see((word & SLEEPERS) != 0 ? At.GIVE_UP_NOTICE : At.GIVE_UP_FLAG, word);
    }

    private static void free(State state, int i, Actor actor, List<State> next) {
        boolean answers = actor.at() == At.FREE_AND_WAKE;
        if (state.word() != actor.seen()) {
            next.add(state.with(i, actor.go(answers ? At.RESTORE_NOTICE : At.READ)));
        } else {
            next.add(state.with(0, i, answers || (actor.seen() & SLEEPERS) != 0 ? actor.go(At.WAKE) : actor.leave()));
        }
    }

    /** Any of those that sleep; nothing if nobody does. */
    private static void wakeOne(State state, List<State> next) {
        boolean any = false;
        for (int i = 0; i < state.actors().size(); i++) {
            Actor actor = state.actors().get(i);
            if (actor.at() == At.ASLEEP) {
                next.add(state.with(i, actor.owing(At.LOOK, 0)));
                any = true;
            }
        }
        if (!any) {
            next.add(state);
        }
    }

    private static int renamed(int word, int[] places) {
        return word == 0 ? 0 : mark(places[word / 2 - 1]) | (word & SLEEPERS);
    }

    private static int mark(int index) {
        return (index + 1) * 2;
    }
}
