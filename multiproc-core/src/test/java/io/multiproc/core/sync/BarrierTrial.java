package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.barrier;

import io.multiproc.sync.ProcessBarrier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * All meet, and the barrier's action counts the meetings. Each party counts them too: nobody may go on before all have
 * come, so that there is just one meeting between two of a party's.
 */
@SuppressWarnings("serial") // sent between processes of one build
final class BarrierTrial extends Trial {

    private static final int UNKNOWN = -1;
    private static final Map<String, Counter> COUNTERS = new ConcurrentHashMap<>();

    private final ProcessBarrier barrier;

    BarrierTrial(Path folder) {
        super(folder);
        String meetings = file("meetings");
        this.barrier = barrier(CHILDREN + 1, () -> count(meetings));
    }

    private static void count(String meetings) throws IOException {
        Counter counter = COUNTERS.get(meetings);
        if (counter == null) {
            counter = new Counter(meetings); // only one thread at a time runs an action
            COUNTERS.put(meetings, counter);
        }
        counter.addOne();
    }

    @Override
    int threads() {
        return 1;
    }

    @Override
    Player player(int place, Random random) throws IOException {
        Party party = new Party(new Counter(file("meetings")));
        return () -> {
            if (!party.meet()) {
                LockSupport.parkNanos(1_000_000);
            }
        };
    }

    @Override
    Player survivor(Random random) throws IOException {
        Party party = new Party(new Counter(file("meetings")));
        return () -> {
            long end = System.nanoTime() + LONG.toNanos();
            while (!party.meet()) {
                barrier.reset();
                if (System.nanoTime() - end > 0) {
                    fault("no meeting: " + barrier);
                    return;
                }
            }
        };
    }

    /** One that comes to all meetings. */
    private final class Party {

        private final Counter meetings;
        private long last = UNKNOWN;

        Party(Counter meetings) {
            this.meetings = meetings;
        }

        /** False if the barrier was broken. */
        boolean meet() throws IOException, InterruptedException {
            try {
                int unused = barrier.await(LONG);
            } catch (BrokenBarrierException e) {
                last = UNKNOWN; // the action may have been run, or may run still
                return false;
            }
            long now = meetings.get();
            if (last != UNKNOWN && now != last + 1) {
                fault("meetings without this party: before=" + last + ", now=" + now);
            }
            last = now;
            return true;
        }
    }
}
