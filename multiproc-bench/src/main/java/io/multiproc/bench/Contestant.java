package io.multiproc.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A side in a contest, and what it took so far. */
final class Contestant {

    private final Side side;
    private final int warmUps;
    private final List<Double> samples = new ArrayList<>();

    Contestant(Side side, int warmUps) {
        this.side = side;
        this.warmUps = warmUps;
    }

    /** Takes its turn in a round of warming up, if it needs that many. */
    void warmUp(int round) throws Exception {
        if (round < warmUps) {
            side.sample();
        }
    }

    void measure() throws Exception {
        samples.add(side.sample());
    }

    Summary summary() {
        return Summary.of(samples);
    }

    void close() throws IOException {
        side.close();
    }
}
