package io.multiproc.bench;

import io.multiproc.bench.Spec.Rounds;
import io.multiproc.bench.Spec.Versus;
import java.util.List;
import java.util.Map;

/** What a lock costs. */
final class LockScenarios {

    private LockScenarios() {}

    static List<Scenario> all() {
        return List.of(
                row(
                        "lock.uncontended",
                        "ns",
                        0.25,
                        "acquire and release of a lock that nobody else wants",
                        LockSides.alone(Sizes.LOCK_ALONE),
                        Map.of("ReentrantLock", LockSides.ofOneJvm(Sizes.LOCK_ALONE))),
                contended("lock.contended", 2),
                contended("lock.contended.1", 1),
                contended("lock.contended.4", 4),
                contended("lock.contended.8", 8));
    }

    private static Scenario contended(String id, int processes) {
        return row(
                id,
                "µs",
                0.5,
                "acquire and release in " + processes + (processes == 1 ? " process" : " processes at once"),
                LockSides.together(processes, Sizes.LOCK_EACH),
                Map.of());
    }

    private static Scenario row(
            String id, String unit, double goal, String work, Side.Opener ours, Map<String, Side.Opener> peers) {
        Spec spec = new Spec(id, Area.LOCK, unit, Better.LOWER, goal, Versus.CPYTHON, work, new Rounds(10, 1, 9));
        return new Scenario(spec, ours, peers, Map.of());
    }
}
