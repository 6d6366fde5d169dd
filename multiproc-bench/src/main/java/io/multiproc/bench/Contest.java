package io.multiproc.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sides of one row, taking turns: ours, CPython, each peer, and again. What disturbs the machine for a while
 * disturbs all of them. Sides stay open and warm between their turns.
 */
final class Contest implements AutoCloseable {

    static final String OURS = "multiproc";
    static final String CPYTHON = "CPython";

    private final Spec spec;
    private final PrintWriter progress;
    private final Map<String, Contestant> contestants = new LinkedHashMap<>();

    private Contest(Spec spec, PrintWriter progress) {
        this.spec = spec;
        this.progress = progress;
    }

    /** Opens all sides; none stays open if one fails. */
    static Contest open(Scenario scenario, CPython cpython, PrintWriter progress) throws Exception {
        Contest contest = new Contest(scenario.spec(), progress);
        try {
            contest.enter(OURS, scenario.ours().open());
            contest.enter(CPYTHON, cpython.side(scenario.spec().id()));
            for (var python : scenario.pythonPeers().entrySet()) {
                contest.enter(python.getKey(), cpython.side(python.getValue()));
            }
            for (var peer : scenario.peers().entrySet()) {
                contest.enter(peer.getKey(), peer.getValue().open());
            }
            return contest;
        } catch (Exception e) {
            try {
                contest.close();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private void enter(String name, @Nullable Side side) {
        if (side != null) {
            boolean python = name.startsWith(CPYTHON);
            int warmUps = python ? spec.rounds().pythonWarmUps() : spec.rounds().warmUps();
            contestants.put(name, new Contestant(side, warmUps));
        }
    }

    /** Warms all sides up and measures them, a dot on the terminal for each round. */
    void run() throws Exception {
        for (int round = 0; round < spec.rounds().warmUps(); round++) {
            for (Contestant contestant : contestants.values()) {
                contestant.warmUp(round);
            }
            show(".");
        }
        show(" ");
        for (int round = 0; round < spec.rounds().runs(); round++) {
            for (Contestant contestant : contestants.values()) {
                contestant.measure();
            }
            show(":");
        }
    }

    /** What the side of that name took; null if it did not take part. */
    @Nullable
    Summary summary(String name) {
        Contestant contestant = contestants.get(name);
        return contestant == null ? null : contestant.summary();
    }

    /** What the others took, by name. */
    Map<String, Summary> peers() {
        Map<String, Summary> peers = new LinkedHashMap<>();
        contestants.forEach((name, contestant) -> {
            if (!name.equals(OURS) && !name.equals(CPYTHON)) {
                peers.put(name, contestant.summary());
            }
        });
        return peers;
    }

    /** Closes all sides, and throws what the first failure was. */
    @Override
    public void close() throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (Contestant contestant : contestants.values()) {
            try {
                contestant.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void show(String mark) {
        progress.print(mark);
        progress.flush();
    }
}
