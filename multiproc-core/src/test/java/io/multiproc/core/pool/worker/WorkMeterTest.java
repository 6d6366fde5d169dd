package io.multiproc.core.pool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.pool.wire.WorkerNumbers;
import io.multiproc.pool.WorkerReport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a worker counts while it waits. */
class WorkMeterTest {

    private final WorkMeter meter = new WorkMeter(true);

    private WorkerReport report() {
        return WorkerNumbers.read("P-worker-1", 1, Duration.ZERO, meter.report())
                .report();
    }

    private static void pass(long millis) {
        long begun = System.nanoTime();
        Awaitility.await().until(() -> System.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void whatAWorkerDoesBeforeItIsReadyIsNoWaiting() {
        pass(500);
        assertThat(report().waiting()).isZero();
        long ready = System.nanoTime();
        meter.ready();
        meter.begin();
        Duration waiting = report().waiting();
        assertThat(waiting).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - ready));
    }

    @Test
    void aWorkerThatWaitsTellsHowLongUntilNow() {
        meter.ready();
        pass(1);
        Duration before = report().waiting();
        assertThat(before).isGreaterThanOrEqualTo(Duration.ofMillis(1));
        pass(1);
        assertThat(report().waiting()).isGreaterThan(before);
        meter.begin();
        Duration waited = report().waiting();
        assertThat(waited).isGreaterThan(before);
        pass(1);
        assertThat(report().waiting()).isEqualTo(waited);
    }
}
