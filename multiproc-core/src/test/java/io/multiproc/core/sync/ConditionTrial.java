package io.multiproc.core.sync;

import io.multiproc.sync.ProcessCondition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Who is not killed makes one thing at a time, signals once and sees that somebody takes it; those who are killed take.
 * Only who dies when it is awake again may take a signal with it: so who makes signals once more when somebody was
 * killed.
 */
@SuppressWarnings({"serial", "try"}) // sent between processes of one build; a hold is there to be closed
final class ConditionTrial extends Trial {

    private final ProcessCondition condition;

    ConditionTrial(Path folder, ProcessCondition condition) {
        super(folder);
        this.condition = condition;
    }

    @Override
    Player player(int place, Random random) throws IOException {
        Counter made = new Counter(file("made"));
        Counter taken = new Counter(file("taken"));
        return () -> {
            try (var held = condition.hold()) {
                if (random.nextInt(4) > 0) {
                    condition.awaitFor(() -> made.get() > taken.get());
                } else if (!condition.awaitFor(
                        () -> made.get() > taken.get(), Duration.ofNanos(random.nextInt(1_000_000)))) {
                    return;
                }
                if (made.get() <= taken.get()) {
                    fault("let go for nothing: made=" + made.get() + ", taken=" + taken.get());
                }
                taken.addOne();
            }
        };
    }

    @Override
    Player survivor(Random random) throws IOException {
        Counter made = new Counter(file("made"));
        Counter taken = new Counter(file("taken"));
        Counter kills = new Counter(file("kills"));
        return () -> {
            long known = kills.look();
            signal(made);
            long end = System.nanoTime() + LONG.toNanos();
            while (taken.look() != made.get() && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(20_000);
                if (kills.look() != known) {
                    known = kills.look();
                    try (var held = condition.hold()) {
                        condition.signal();
                    }
                }
            }
            if (taken.look() != made.get()) {
                fault("nobody was woken: made=" + made.get() + ", taken=" + taken.get());
            }
        };
    }

    /** Tells the survivor; after each kill. */
    void killed() throws IOException {
        new Counter(file("kills")).addOne();
    }

    private void signal(Counter made) throws InterruptedException {
        try (var held = condition.hold()) {
            made.addOne();
            condition.signal();
        }
    }
}
