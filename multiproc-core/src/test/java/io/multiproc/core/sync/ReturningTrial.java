package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.ipc.rundir.ProcessIdentity;
import io.multiproc.sync.BoundedProcessSemaphore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Who has a permit that the dead give back says so: there are never more of the living than permits, and none is lost.
 */
@SuppressWarnings("serial") // sent between processes of one build
final class ReturningTrial extends Trial {

    private final BoundedProcessSemaphore semaphore;

    ReturningTrial(Path folder, BoundedProcessSemaphore semaphore) {
        super(folder);
        this.semaphore = semaphore;
    }

    @Override
    Player player(int place, Random random) throws IOException {
        Seats seats = new Seats(this, place);
        return () -> {
            if (random.nextInt(4) > 0) {
                semaphore.acquire();
            } else if (!semaphore.acquire(Duration.ofNanos(random.nextInt(300_000)))) {
                return;
            }
            seats.sitForAMoment(semaphore);
        };
    }

    @Override
    Player survivor(Random random) throws IOException {
        Seats seats = new Seats(this, SURVIVOR);
        return () -> {
            if (semaphore.acquire(LONG)) {
                seats.sitForAMoment(semaphore);
            } else {
                fault("stuck: " + semaphore);
            }
        };
    }

    @Override
    void checkAtEnd(int killedThreads) throws Exception {
        for (int i = 0; i < semaphore.limit(); i++) {
            assertThat(semaphore.tryAcquire()).as("permit %d", i).isTrue();
        }
        assertThat(semaphore.value()).isZero();
        assertThat(semaphore.tryAcquire()).isFalse();
    }

    /** For each place: the process of who has a permit, when that process started, and how often one was had there. */
    private static final class Seats {

        private final Trial trial;
        private final List<Seat> seats = new ArrayList<>();
        private final Seat own;
        private final ProcessIdentity self = ProcessIdentity.current();

        Seats(Trial trial, int own) throws IOException {
            this.trial = trial;
            for (int place = 0; place <= SURVIVOR; place++) {
                seats.add(new Seat(
                        new Counter(trial.file("pids"), place),
                        new Counter(trial.file("starts"), place),
                        new Counter(trial.file("times"), place)));
            }
            this.own = seats.get(own);
            this.own.pid.show(0); // of one that was killed there
            this.own.start.show(self.start());
        }

        void sitForAMoment(BoundedProcessSemaphore semaphore) throws IOException {
            own.times.show(own.times.look() + 1);
            own.pid.show(self.pid());
            if (seats.stream().filter(Seat::isTaken).count() > semaphore.limit()) {
                checkTheLiving(semaphore.limit());
            }
            own.pid.show(0);
            semaphore.release();
        }

        /** Those that were taken in one look and are still, by the same, in another, were all taken in between. */
        private void checkTheLiving(int limit) throws IOException {
            List<Long> times = seats.stream().map(seat -> seat.times.look()).toList();
            List<Seat> taken = seats.stream().filter(Seat::isTaken).toList();
            List<Seat> still = taken.stream()
                    .filter(seat -> seat.isTakenByTheLiving() && seat.times.look() == times.get(seats.indexOf(seat)))
                    .toList();
            if (still.size() > limit) {
                trial.fault("too many have a permit: " + still.size());
            }
        }
    }

    private record Seat(Counter pid, Counter start, Counter times) {

        boolean isTaken() {
            return pid.look() != 0;
        }

        boolean isTakenByTheLiving() {
            long taker = pid.look();
            return taker != 0 && new ProcessIdentity(taker, start.look()).isAlive();
        }
    }
}
