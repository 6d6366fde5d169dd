package io.multiproc.bench;

import io.multiproc.bench.Spec.Rounds;
import io.multiproc.bench.Spec.Versus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a call of a managed object costs. */
final class ManagerScenarios {

    private static final int[] CLIENTS = {4, 16};

    private ManagerScenarios() {}

    static List<Scenario> all() {
        List<Scenario> rows = new ArrayList<>();
        for (ManagerWork work : ManagerWork.values()) {
            rows.add(row(work.id(), work.text(), ManagerSides.alone(work)));
        }
        for (int clients : CLIENTS) {
            for (ManagerWork work : ManagerWork.values()) {
                String text = work.text() + ", " + clients + " client processes";
                rows.add(row(work.id() + "." + clients, text, ManagerSides.clients(work, clients)));
            }
        }
        return rows;
    }

    private static Scenario row(String id, String work, Side.Opener ours) {
        Spec spec = new Spec(id, Area.MANAGER, "µs", Better.LOWER, 0.3, Versus.CPYTHON, work, new Rounds(10, 1, 7));
        return new Scenario(spec, ours, Map.of(), Map.of());
    }
}
