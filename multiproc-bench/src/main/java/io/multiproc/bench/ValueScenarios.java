package io.multiproc.bench;

import io.multiproc.bench.Spec.Rounds;
import io.multiproc.bench.Spec.Versus;
import java.util.List;
import java.util.Map;

/** What shared values and arrays cost where nobody else uses them. */
final class ValueScenarios {

    private ValueScenarios() {}

    static List<Scenario> all() {
        return List.of(
                row(
                        "value.increment",
                        "ns",
                        0.1,
                        "a shared int plus 1, holding its lock",
                        ValueSides.holdingItsLock(Sizes.INCREMENTS),
                        Map.of("AtomicInteger", ValueSides.atomicInteger(Sizes.INCREMENTS))),
                row(
                        "value.getAndAdd",
                        "ns",
                        0.1,
                        "a shared int plus 1 in one step; CPython holds its lock",
                        ValueSides.inOneStep(Sizes.INCREMENTS),
                        Map.of()),
                row(
                        "array.bulk",
                        "ms",
                        2.0,
                        "8 MiB of ints into a shared array and out of it",
                        ValueSides.bulk(Sizes.ARRAY_INTS),
                        Map.of()));
    }

    private static Scenario row(
            String id, String unit, double goal, String work, Side.Opener ours, Map<String, Side.Opener> peers) {
        Spec spec = new Spec(id, Area.VALUE, unit, Better.LOWER, goal, Versus.CPYTHON, work, new Rounds(10, 1, 11));
        return new Scenario(spec, ours, peers, Map.of());
    }
}
