package io.multiproc.bench;

import io.multiproc.bench.Spec.Rounds;
import io.multiproc.bench.Spec.Versus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a pool costs, and what it brings. */
final class PoolScenarios {

    /** Until the compilers of three JVMs on two processors are done: a million tasks of a map of 20,000. */
    private static final Rounds SMALL_TASKS = new Rounds(60, 3, 11);

    private PoolScenarios() {}

    static List<Scenario> all() {
        return List.of(apply(), mapChunk1(), imapUnordered(), mapDefault(), create(), speedup(), gridApply(), grid());
    }

    private static Scenario apply() {
        Map<String, Side.Opener> peers = new LinkedHashMap<>();
        peers.put("thread pool", ThreadSides.threads(ThreadSides::apply));
        peers.put("ForkJoinPool", ThreadSides.forkJoin(ThreadSides::apply));
        peers.put("ProcessBuilder", () -> PoolScenarios::jvmForTask);
        return new Scenario(
                spec("pool.apply", "µs", 0.1, "one apply of an empty task, there and back", SMALL_TASKS),
                PoolSides.pool(PoolSides::apply),
                peers,
                Map.of());
    }

    private static Scenario mapChunk1() {
        Map<String, Side.Opener> peers = new LinkedHashMap<>();
        peers.put("thread pool", ThreadSides.threads(ThreadSides::invokeAll));
        peers.put("ForkJoinPool", ThreadSides.forkJoin(ThreadSides::invokeAll));
        return new Scenario(
                spec(
                        "pool.map.chunk1",
                        "µs",
                        0.1,
                        "a task of a map over 20,000 empty tasks, chunk size 1",
                        SMALL_TASKS),
                PoolSides.pool(PoolSides::mapChunk1),
                peers,
                Map.of());
    }

    /** Rows of their own: a grid's members are never quite idle, and would slow the others' rounds. */
    private static Scenario grid() {
        return new Scenario(
                spec(
                        "pool.grid",
                        "µs",
                        0.1,
                        "a task of a map over 20,000 empty tasks, chunk size 1, while a grid is up",
                        SMALL_TASKS),
                PoolSides.pool(PoolSides::mapChunk1),
                Map.of("Hazelcast", GridSides.grid(GridSides::submitAll)),
                Map.of());
    }

    private static Scenario gridApply() {
        return new Scenario(
                spec(
                        "pool.grid.apply",
                        "µs",
                        0.1,
                        "one apply of an empty task, there and back, while a grid is up",
                        SMALL_TASKS),
                PoolSides.pool(PoolSides::apply),
                Map.of("Hazelcast", GridSides.grid(GridSides::apply)),
                Map.of());
    }

    private static Scenario imapUnordered() {
        return new Scenario(
                spec(
                        "pool.imapUnordered",
                        "µs",
                        0.1,
                        "a task of an imapUnordered over 20,000 empty tasks, chunk size 1",
                        SMALL_TASKS),
                PoolSides.pool(PoolSides::imapUnordered),
                Map.of("ForkJoinPool", ThreadSides.forkJoin(ThreadSides::inOrderOfCompletion)),
                Map.of());
    }

    private static Scenario mapDefault() {
        return new Scenario(
                spec(
                        "pool.map.default",
                        "µs",
                        0.3,
                        "a task of a map over 1,000,000 empty tasks, default chunk size",
                        SMALL_TASKS),
                PoolSides.pool(PoolSides::mapDefault),
                Map.of("parallel stream", ThreadSides.forkJoin(ThreadSides::parallelStream)),
                Map.of());
    }

    private static Scenario create() {
        return new Scenario(
                spec("pool.create", "ms", 2.5, "a pool of 2, a map over 2 items, close", new Rounds(5, 3, 11)),
                () -> PoolSides::create,
                Map.of("thread pool", () -> ThreadSides::create),
                Map.of("CPython fork", "pool.create.fork"));
    }

    private static Scenario speedup() {
        return new Scenario(
                new Spec(
                        "pool.speedup.cpu",
                        Area.POOL,
                        Spec.RATIO,
                        Better.HIGHER,
                        1.95,
                        Versus.ITSELF,
                        "two equal tasks of about half a second in a warm pool of 2: time one after the other / at once",
                        new Rounds(3, 1, 15)),
                PoolSides.pool(PoolSides::speedup),
                Map.of("thread pool", ThreadSides.threads(ThreadSides::speedup)),
                Map.of());
    }

    private static Spec spec(String id, String unit, double goal, String work, Rounds rounds) {
        return new Spec(id, Area.POOL, unit, Better.LOWER, goal, Versus.CPYTHON, work, rounds);
    }

    private static double jvmForTask() throws Exception {
        Stopwatch watch = Stopwatch.start();
        EmptyMain.runInFreshJvm();
        return watch.micros();
    }
}
