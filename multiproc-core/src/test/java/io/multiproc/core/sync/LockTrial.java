package io.multiproc.core.sync;

import io.multiproc.sync.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts under a lock, in two numbers that differ only inside; who finds them different was let in by the death of
 * another, or else together with one.
 */
@SuppressWarnings("serial") // sent between processes of one build
final class LockTrial extends Trial {

    private final ProcessLock lock;

    LockTrial(Path folder, String variant, ProcessLock lock) {
        super(folder, variant);
        this.lock = lock;
    }

    @Override
    Player player(int place, Random random) throws IOException {
        Pair pair = pair();
        return () -> {
            if (random.nextInt(4) > 0) {
                lock.acquire();
            } else if (!lock.acquire(Duration.ofNanos(random.nextInt(300_000)))) {
                return;
            }
            count(pair, random.nextInt(100) == 0);
        };
    }

    @Override
    Player survivor(Random random) throws IOException {
        Pair pair = pair();
        return () -> {
            if (lock.acquire(LONG)) {
                count(pair, false);
            } else {
                fault("stuck: " + lock);
            }
        };
    }

    private Pair pair() throws IOException {
        return new Pair(new Counter(file("numbers")), new Counter(file("numbers"), 1));
    }

    /** With the lock, which it releases. */
    private void count(Pair pair, boolean slowly) throws IOException {
        try {
            if (pair.first.get() != pair.second.get()
                    && lock.previousOwnerDied().isEmpty()) {
                fault("two had it: " + pair.first.get() + " is not " + pair.second.get());
            }
            long next = Math.max(pair.first.get(), pair.second.get()) + 1;
            pair.first.set(next);
            if (slowly) {
                LockSupport.parkNanos(100_000);
            }
            pair.second.set(next);
        } finally {
            lock.release();
        }
    }

    private record Pair(Counter first, Counter second) {}
}
