package io.multiproc.bench;

import io.multiproc.bench.Spec.Rounds;
import io.multiproc.bench.Spec.Versus;
import java.util.List;
import java.util.Map;

/** What a call of a managed object costs. */
final class ManagerScenarios {

    private ManagerScenarios() {}

    static List<Scenario> all() {
        int calls = Sizes.MANAGER_CALLS;
        int each = Sizes.MANAGER_CALLS_EACH;
        return List.of(
                row("manager.dict.get", "one lookup through a proxy", ManagerSides.get(calls)),
                row("manager.dict.put", "one entry put through a proxy", ManagerSides.put(calls)),
                row("manager.list.append", "one element appended through a proxy", ManagerSides.append(calls)),
                row(
                        "manager.list.iterate",
                        "one element of an iteration over 10,000 through a proxy",
                        ManagerSides.iterate(Sizes.MANAGER_ELEMENTS)),
                row("manager.queue", "an int put into a queue of a manager and got again", ManagerSides.queue(calls)),
                row("manager.dict.get.4", "one lookup, 4 client processes", ManagerSides.clients(4, each)),
                row("manager.dict.get.16", "one lookup, 16 client processes", ManagerSides.clients(16, each)));
    }

    private static Scenario row(String id, String work, Side.Opener ours) {
        Spec spec = new Spec(id, Area.MANAGER, "µs", Better.LOWER, 0.3, Versus.CPYTHON, work, new Rounds(10, 1, 7));
        return new Scenario(spec, ours, Map.of(), Map.of());
    }
}
