package io.multiproc.core.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All states that a model can get into, whatever its threads do in whichever order.
 *
 * @param <S> a state; compared by equals
 */
final class StateSpace<S> {

    private final Map<S, Collection<S>> next = new HashMap<>();

    private StateSpace() {}

    static <S> StateSpace<S> of(S initial, Function<S, ? extends Collection<S>> steps) {
        StateSpace<S> space = new StateSpace<>();
        Deque<S> open = new ArrayDeque<>(List.of(initial));
        while (!open.isEmpty()) {
            S state = open.pop();
            if (!space.next.containsKey(state)) {
                Collection<S> following = steps.apply(state);
                space.next.put(state, following);
                open.addAll(following);
            }
        }
        return space;
    }

    int size() {
        return next.size();
    }

    List<S> states(Predicate<S> wanted) {
        return next.keySet().stream().filter(wanted).toList();
    }

    /** Where nothing can happen any more. */
    List<S> ends() {
        return states(state -> next.get(state).isEmpty());
    }

    /** From which no way leads to a good one. */
    List<S> hopeless(Predicate<S> good) {
        Map<S, List<S>> before = new HashMap<>();
        next.forEach((state, following) -> following.forEach(
                each -> before.computeIfAbsent(each, key -> new ArrayList<>()).add(state)));
        Deque<S> open = new ArrayDeque<>(states(good));
        Set<S> hopeful = new HashSet<>(open);
        while (!open.isEmpty()) {
            for (S state : before.getOrDefault(open.pop(), List.of())) {
                if (hopeful.add(state)) {
                    open.push(state);
                }
            }
        }
        return states(state -> !hopeful.contains(state));
    }
}
