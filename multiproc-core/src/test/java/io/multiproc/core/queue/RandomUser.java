package io.multiproc.core.queue;

import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.QueueEmptyException;
import io.multiproc.queue.QueueFullException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Does with a queue whatever a seed makes it do, and remembers what came of it. */
final class RandomUser {

    private static final int STEPS = 40;
    private static final int LONGEST_BURST = 60;

    private final String name;
    private final ProcessQueue<String> queue;
    private final int limit;
    private final int micros;
    private final Random random;
    private final List<String> got = new ArrayList<>();
    private int put;

    private RandomUser(String name, Round round) {
        this.name = name;
        this.queue = round.queue();
        this.limit = round.limit();
        this.micros = round.micros();
        this.random = new Random(round.seed() + name.hashCode());
    }

    /**
     * One queue, used by all.
     *
     * @param micros the unit of the times that they wait
     */
    record Round(ProcessQueue<String> queue, int limit, long seed, int micros) implements Serializable {}

    /** How many elements a user put, numbered, and what it got. */
    record Report(String name, int put, List<String> got) implements Serializable {}

    /** Plays the rounds that come, until null does. */
    static void play(String name, ProcessQueue<@Nullable Round> rounds, ProcessQueue<Report> reports)
            throws InterruptedException {
        for (Round round = rounds.get(); round != null; round = rounds.get()) {
            reports.put(play(name, round));
            round.queue().close();
        }
    }

    static Report play(String name, Round round) throws InterruptedException {
        RandomUser user = new RandomUser(name, round);
        for (int i = 0; i < STEPS; i++) {
            user.step();
        }
        return new Report(name, user.put, user.got);
    }

    private void step() throws InterruptedException {
        int burst = random.nextInt(LONGEST_BURST);
        int what = random.nextInt(8);
        try {
            for (int i = 0; i < burst; i++) {
                switch (what) {
                    case 0, 1, 2 -> put(someTime());
                    case 3 -> put(Duration.ZERO);
                    case 4, 5 -> got.add(queue.get(someTime()));
                    case 6 -> got.add(queue.getNowait());
                    default -> {
                        int size = queue.size();
                        if (size < 0 || (limit > 0 && size > limit)) {
                            throw new IllegalStateException("impossible: size=" + size + ", limit=" + limit);
                        }
                        return;
                    }
                }
            }
        } catch (QueueEmptyException | QueueFullException e) {
            random.nextInt(); // that happens; the next step is another
        }
    }

    private Duration someTime() {
        return Duration.ofNanos(1_000L * micros * random.nextInt(3));
    }

    private void put(Duration timeout) throws InterruptedException {
        queue.put(name + ":" + put, timeout);
        put++;
    }
}
