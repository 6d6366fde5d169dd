package io.multiproc.bench;

import io.multiproc.bench.Spec.Rounds;
import io.multiproc.bench.Spec.Versus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What it costs to say something to another process. */
final class PipeScenarios {

    private PipeScenarios() {}

    static List<Scenario> all() {
        return List.of(roundTrip(), throughput(), pairs());
    }

    private static Scenario roundTrip() {
        Map<String, Side.Opener> peers = new LinkedHashMap<>();
        peers.put("socket, own JVM", SocketSides.echo(SocketSides::roundTrips));
        peers.put("threads", PipeSides.threads());
        return new Scenario(
                new Spec(
                        "pipe.roundtrip.int",
                        Area.PIPE,
                        "µs",
                        Better.LOWER,
                        0.25,
                        Versus.CPYTHON,
                        "send an int to another process and receive it back",
                        new Rounds(10, 3, 15)),
                PipeSides.echo(Tasks.ECHO_OBJECTS, PipeSides::roundTrips),
                peers,
                Map.of());
    }

    private static Scenario throughput() {
        return new Scenario(
                new Spec(
                        "pipe.throughput.1MiB",
                        Area.PIPE,
                        "GB/s",
                        Better.HIGHER,
                        5,
                        Versus.CPYTHON,
                        "arrays of 1 MiB to another process and back; each counted once",
                        new Rounds(10, 3, 15)),
                PipeSides.echo(Tasks.ECHO_BYTES, PipeSides::megabytes),
                Map.of("socket, own JVM", SocketSides.echo(SocketSides::megabytes)),
                Map.of());
    }

    private static Scenario pairs() {
        Map<String, Side.Opener> peers = new LinkedHashMap<>();
        peers.put("blocking sockets, our messages", PairSides.processesWithMessages());
        peers.put("blocking sockets, processes", PairSides.processesWithSockets());
        peers.put("blocking sockets, own JVM", PairSides.sockets());
        return new Scenario(
                new Spec(
                        "pipe.pairs",
                        Area.PIPE,
                        "µs",
                        Better.LOWER,
                        0.5,
                        Versus.CPYTHON,
                        "an int there and back, twice as many pairs of processes as processors at once",
                        new Rounds(10, 1, 9)),
                PairSides.processes(),
                peers,
                Map.of());
    }
}
