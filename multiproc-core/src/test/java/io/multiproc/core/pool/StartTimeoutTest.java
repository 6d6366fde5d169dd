package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ProcessException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Workers whose initializer does not come to an end. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class StartTimeoutTest {

    private static final Duration SHORT = Duration.ofSeconds(2);

    /** A JVM of a busy machine may need some of it. */
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    /** What the first pool of a program loads is not to be part of the time. */
    @BeforeAll
    static void loadAll() {
        context(StartMethod.THREAD).pool(1).close();
    }

    private static ProcessPool.Builder builder(StartMethod method) {
        return context(method).poolBuilder().name("slow").processes(2);
    }

    static void waitForNobody() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Test
    void whoIsInterruptedThereTellsWhere() {
        assertThatThrownBy(builder(StartMethod.THREAD)
                        .initializer(StartTimeoutTest::waitForNobody)
                        .startTimeout(SHORT)::build)
                .isInstanceOf(PoolBrokenException.class)
                .hasMessageContaining("pool 'slow' cannot start its workers: worker slow-worker-")
                .hasMessageContaining("was not ready within PT2S (startTimeout) and was interrupted there:\n")
                .hasMessageContaining("StartTimeoutTest.waitForNobody")
                .cause()
                .isInstanceOf(ProcessException.class)
                .hasRootCauseInstanceOf(InterruptedException.class);
    }

    /** Once one has begun to hang, the others do not. */
    static void hangOnce(Path hang) throws IOException {
        if (Files.deleteIfExists(hang)) {
            while (true) {
                LockSupport.parkNanos(Long.MAX_VALUE); // whoever interrupts it
                boolean unused = Thread.interrupted();
            }
        }
    }

    static long die(int ignored) {
        Runtime.getRuntime().halt(1);
        return ignored;
    }

    static long pid(int ignored) {
        return ProcessHandle.current().pid();
    }

    @Test
    void aReplacementThatDoesNotHeedItsInterruptionIsKilledAndTriedAgain() throws Exception {
        Path hang = folder.resolve("hang");
        try (ProcessPool pool = builder(StartMethod.SPAWN)
                .processes(1)
                .initializer(StartTimeoutTest::hangOnce, hang)
                .startTimeout(LONG)
                .build()) {
            long first = pool.apply(StartTimeoutTest::pid, 0);
            Files.createFile(hang);
            assertThatThrownBy(() -> pool.apply(StartTimeoutTest::die, 0)).hasMessageContaining("exit code 1");
            assertThat(pool.apply(StartTimeoutTest::pid, 0)).isNotEqualTo(first);
            assertThat(hang).doesNotExist();
        }
    }

    static void recover() {
        try {
            waitForNobody();
        } catch (InterruptedException e) {
            return; // it goes on without
        }
    }

    @Test
    void anInitializerMayMakeTheBestOfItsInterruption() throws Exception {
        try (ProcessPool pool = builder(StartMethod.THREAD)
                .initializer(StartTimeoutTest::recover)
                .startTimeout(SHORT)
                .build()) {
            assertThat(pool.map(
                            StartTimeoutTest::pid,
                            IntStream.range(0, 10).boxed().toList()))
                    .hasSize(10);
        }
    }

    @Test
    void aTimeThatLeavesNoneIsRefused() {
        assertThatThrownBy(() -> builder(StartMethod.SPAWN).startTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("startTimeout must be positive: startTimeout=PT0S");
    }
}
