package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessSemaphore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * Each thread counts what it takes and gives; only who is killed between two of the numbers leaves a doubt, of one
 * permit.
 */
@SuppressWarnings("serial") // sent between processes of one build
final class SemaphoreTrial extends Trial {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ProcessSemaphore semaphore;
    private final int permits;

    SemaphoreTrial(Path folder, String variant, ProcessSemaphore semaphore) {
        super(folder, variant);
        this.semaphore = semaphore;
        this.permits = semaphore.value();
    }

    @Override
    Player player(int place, Random random) throws IOException {
        Tally tally = tally(place);
        return () -> {
            if (random.nextInt(4) > 0) {
                semaphore.acquire();
            } else if (!semaphore.acquire(Duration.ofNanos(random.nextInt(300_000)))) {
                return;
            }
            tally.takenAndGiven(semaphore);
        };
    }

    /** Gives a permit when there seems to be none left: those who are killed take theirs with them. */
    @Override
    Player survivor(Random random) throws IOException {
        Tally tally = tally(SURVIVOR);
        return () -> {
            if (semaphore.acquire(PATIENCE)) {
                tally.takenAndGiven(semaphore);
            } else {
                tally.give(semaphore);
            }
        };
    }

    @Override
    void checkAtEnd(int killedThreads) throws Exception {
        long fewest = permits;
        long most = permits;
        for (int place = 0; place <= SURVIVOR; place++) {
            Tally tally = tally(place);
            fewest += tally.given.get() - tally.taken.get();
            most += tally.giving.get() - tally.taken.get();
        }
        if (semaphore instanceof BoundedProcessSemaphore bounded) {
            most = Math.min(most, bounded.limit());
        }
        assertThat((long) semaphore.value())
                .as("permits, of which each killed thread may have taken one: %d", killedThreads)
                .isBetween(fewest - killedThreads, most);
    }

    private Tally tally(int place) throws IOException {
        return new Tally(
                new Counter(file("taken"), place),
                new Counter(file("giving"), place),
                new Counter(file("given"), place));
    }

    private record Tally(Counter taken, Counter giving, Counter given) {

        /** By who has just taken a permit. */
        void takenAndGiven(ProcessSemaphore semaphore) {
            taken.addOne();
            give(semaphore);
        }

        /** A bounded one may be full: when a permit was given for one that nobody had taken along. */
        void give(ProcessSemaphore semaphore) {
            giving.addOne();
            try {
                semaphore.release();
                given.addOne();
            } catch (IllegalStateException e) {
                if (!(semaphore instanceof BoundedProcessSemaphore)) {
                    throw e;
                }
                giving.set(giving.get() - 1);
            }
        }
    }
}
