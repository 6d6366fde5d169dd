package io.multiproc.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Specs and rows with made-up figures. */
final class Rows {

    private static final Spec.Rounds ROUNDS = new Spec.Rounds(1, 1, 3);

    private Rows() {}

    static Spec spec(String id) {
        return new Spec(id, Area.POOL, "µs", Better.LOWER, 0.1, Spec.Versus.CPYTHON, "some work", ROUNDS);
    }

    static Spec speedup() {
        return new Spec("pool.speedup.cpu", Area.POOL, "×", Better.HIGHER, 1.95, Spec.Versus.ITSELF, "work", ROUNDS);
    }

    static Row row(String id, double ours, @Nullable Double cpython) {
        Map<String, Summary> peers = new LinkedHashMap<>();
        peers.put("thread pool", around(4.2));
        peers.put("ProcessBuilder", around(45_600));
        return Row.of(
                spec(id),
                around(ours),
                cpython == null ? null : around(cpython),
                peers,
                "17.0.1",
                "2026-11-20T10:00:00Z");
    }

    static Row speedupRow() {
        return Row.of(
                speedup(),
                around(1.97),
                around(1.75),
                Map.of("thread pool", around(1.99)),
                "17.0.1",
                "2026-11-20T10:00:00Z");
    }

    static Summary around(double median) {
        return Summary.of(List.of(median * 0.9, median, median * 1.2));
    }
}
