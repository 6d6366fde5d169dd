package io.multiproc.core.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * All states that a model can get into, whatever its threads do in whichever order.
 *
 * @param <S> a state; compared by equals
 */
final class StateSpace<S> {

    /**
     * To compare states takes long: each is looked up once for each way that leads to it, and is a number from then on.
     */
    private final Map<S, Integer> numbers = new HashMap<>();

    private final List<S> states = new ArrayList<>();
    private final List<int[]> next = new ArrayList<>(); // by number

    private StateSpace() {}

    static <S> StateSpace<S> of(S initial, Function<S, ? extends Collection<S>> steps) {
        StateSpace<S> space = new StateSpace<>();
        space.number(initial);
        for (int done = 0; done < space.size(); done++) {
            space.next.add(steps.apply(space.states.get(done)).stream()
                    .mapToInt(space::number)
                    .toArray());
        }
        return space;
    }

    private int number(S state) {
        Integer known = numbers.putIfAbsent(state, states.size());
        if (known == null) {
            states.add(state);
            return states.size() - 1;
        }
        return known;
    }

    int size() {
        return states.size();
    }

    List<S> states(Predicate<S> wanted) {
        return states.stream().filter(wanted).toList();
    }

    /** Where nothing can happen any more. */
    List<S> ends() {
        return numbered(IntStream.range(0, size()).filter(number -> next.get(number).length == 0));
    }

    /** From which no way leads to a good one. */
    List<S> hopeless(Predicate<S> good) {
        int[][] before = before();
        BitSet hopeful = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        for (int number = 0; number < size(); number++) {
            if (good.test(states.get(number))) {
                hopeful.set(number);
                open.push(number);
            }
        }
        while (!open.isEmpty()) {
            for (int number : before[open.pop()]) {
                if (!hopeful.get(number)) {
                    hopeful.set(number);
                    open.push(number);
                }
            }
        }
        return numbered(IntStream.range(0, size()).filter(number -> !hopeful.get(number)));
    }

    /** For each state those from which it can be got into in one step. */
    private int[][] before() {
        int[] counts = new int[size()];
        next.forEach(following -> IntStream.of(following).forEach(number -> counts[number]++));
        int[][] before = IntStream.of(counts).mapToObj(int[]::new).toArray(int[][]::new);
        for (int from = 0; from < size(); from++) {
            for (int number : next.get(from)) {
                before[number][--counts[number]] = from;
            }
        }
        return before;
    }

    private List<S> numbered(IntStream some) {
        return some.mapToObj(states::get).toList();
    }
}
