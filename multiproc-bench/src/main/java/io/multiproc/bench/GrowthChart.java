package io.multiproc.bench;

import io.multiproc.bench.BarChart.Bar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.CategoryChart;

/** How a cost grows with the number of processes that have a part in it: some rows in one picture. */
record GrowthChart(String fileName, String title, List<String> ids) {

    private static final int[] PROCESSES = {1, 4, 16};

    /** All there are; their rows in the order of {@code PROCESSES}. */
    static List<GrowthChart> all() {
        List<GrowthChart> all = new ArrayList<>();
        all.add(new GrowthChart(
                "queue.growth.png",
                "an element of a queue, by the number of producer processes",
                List.of("queue.throughput.small", "queue.attached.4", "queue.attached.16")));
        for (ManagerWork work : ManagerWork.values()) {
            String id = work.id();
            all.add(new GrowthChart(
                    id + ".growth.png",
                    id + ", by the number of client processes",
                    List.of(id, id + ".4", id + ".16")));
        }
        return all;
    }

    /** The picture, if all of its rows were measured. */
    Optional<CategoryChart> draw(List<Row> rows) {
        Map<String, Row> byId = new LinkedHashMap<>();
        rows.forEach(row -> byId.put(row.id(), row));
        if (!byId.keySet().containsAll(ids)) {
            return Optional.empty();
        }
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < PROCESSES.length; i++) {
            Row row = byId.get(ids.get(i));
            if (row != null) {
                bars.add(RowChart.bar(PROCESSES[i] + ": " + Contest.OURS, row.ours(), RowChart.OURS));
                Summary cpython = row.cpython();
                if (cpython != null) {
                    bars.add(RowChart.bar(PROCESSES[i] + ": " + Contest.CPYTHON, cpython, RowChart.CPYTHON));
                }
            }
        }
        return Optional.of(
                new BarChart(title, "µs, lower is better", bars).logarithmic().chart());
    }
}
