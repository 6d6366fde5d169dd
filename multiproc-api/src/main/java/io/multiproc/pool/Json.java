package io.multiproc.pool;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Insights as JSON, without a library for so little. */
final class Json {

    private Json() {}

    static <T> String array(List<T> elements, Function<T, String> json) {
        return elements.stream().map(json).collect(Collectors.joining(",", "[", "]"));
    }

    static String of(WorkerReport worker) {
        return "{" + member("name", text(worker.name()))
                + "," + member("pid", worker.pid())
                + "," + time("start", worker.start())
                + "," + work(WorkTotals.of(worker))
                + "," + member("heapUsed", worker.heapUsed())
                + "," + member("heapMax", worker.heapMax())
                + "}";
    }

    static String of(WorkTotals total) {
        return "{" + member("workers", total.workers()) + "," + work(total) + "}";
    }

    private static String work(WorkTotals work) {
        return member("tasks", work.tasks())
                + "," + member("items", work.items())
                + "," + time("waiting", work.waiting())
                + "," + time("working", work.working())
                + "," + time("coding", work.coding())
                + "," + time("collecting", work.collecting())
                + "," + member("bytesIn", work.bytesIn())
                + "," + member("bytesOut", work.bytesOut());
    }

    static String of(SlowTask task) {
        return "{" + member("task", task.task())
                + "," + member("firstItem", task.firstItem())
                + "," + member("items", task.items())
                + "," + member("worker", text(task.worker()))
                + "," + time("time", task.time())
                + "}";
    }

    /** An object with a number for each reason, in a fixed order. */
    static String counts(Map<DepartureReason, Long> departures) {
        return new TreeMap<>(departures)
                .entrySet().stream()
                        .map(each -> member(each.getKey().name(), each.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String time(String name, Duration value) {
        return member(name + "Nanos", value.toNanos());
    }

    private static String member(String name, Object value) {
        return text(name) + ":" + value;
    }

    /** In quotation marks, and what JSON does not allow between them by its number. */
    static String text(String value) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each == '"' || each == '\\') {
                json.append('\\').append(each);
            } else if (each < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            } else {
                json.append(each);
            }
        }
        return json.append('"').toString();
    }
}
