package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.finalizer;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.Finalizer;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(CleanExit.class)
class FinalizerTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int MANY = 20_000;

    @TempDir
    Path folder;

    @AfterEach
    void dropSpares() {
        ForkserverStarter.dropSpares();
    }

    /** Runs the process to its end, in a spare if it can. */
    private static void endsNormally(StartMethod method, ChildProcess child) throws Exception {
        if (method == StartMethod.FORKSERVER) {
            ForkserverStarter.sparesStandBy().get();
        }
        Set<Long> spares =
                ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
        child.start();
        if (method != StartMethod.THREAD) {
            assertThat(spares.contains(child.pid().getAsLong())).isEqualTo(method == StartMethod.FORKSERVER);
        }
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
    }

    private static Runnable append(String file, String name) {
        return () -> {
            try {
                Files.writeString(Path.of(file), name + " ", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    static void finalizeInOrder(String file) {
        Finalizer a = finalizer(new Object(), append(file, "a"));
        Awaitility.await().atMost(LONG).until(() -> {
            System.gc();
            return !a.isActive() && Files.exists(Path.of(file)) && Files.size(Path.of(file)) > 0;
        });
        Object kept = new Object();
        Finalizer b = finalizer(kept, append(file, "b"), 5);
        b.run();
        b.run();
        finalizer(kept, append(file, "c"));
        finalizer(kept, append(file, "d10"), 1);
        finalizer(kept, append(file, "d01"), 0);
        finalizer(kept, append(file, "d02"), 0);
        finalizer(kept, append(file, "d03"), 0);
        finalizer(kept, append(file, "e"), -10);
        finalizer(kept, append(file, "STOP"), -100);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Reference.reachabilityFence(kept)));
    }

    @ParameterizedTest
    @EnumSource(names = {"SPAWN", "FORKSERVER"})
    @Conforms("_TestFinalize.test_finalize")
    void theyRunOnceInTheOrderOfTheirPriorities(StartMethod method) throws Exception {
        endsNormally(
                method,
                context(method)
                        .process(
                                FinalizerTest::finalizeInOrder,
                                folder.resolve("order").toString()));

        assertThat(folder.resolve("order")).hasContent("a b d10 d03 d02 d01 e STOP ");
    }

    /** A program whose process, a thread, makes them. */
    static final class ProgramOfThreads {

        private ProgramOfThreads() {}

        /** Takes the file that they write. */
        public static void main(String[] arguments) {
            context(StartMethod.THREAD)
                    .process(FinalizerTest::finalizeInOrder, arguments[0])
                    .start();
        }
    }

    /** They are those of the program. */
    @Test
    @Conforms("_TestFinalize.test_finalize")
    void thoseOfAThreadRunAtTheEndOfTheProgram() throws Exception {
        ChildJvm.Result result = ChildJvm.of(
                        ProgramOfThreads.class, folder.resolve("order").toString())
                .run(LONG);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(folder.resolve("order")).hasContent("a b d10 d03 d02 d01 e STOP ");
    }

    static void failAndGoOn(String file) {
        Object kept = new Object();
        finalizer(
                kept,
                () -> {
                    throw new AssertionError("not an exception");
                },
                10);
        finalizer(kept, append(file, "next"), 5);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Reference.reachabilityFence(kept)));
    }

    @Test
    void oneThatFailsWithAnErrorKeepsNoOtherFromRunning() throws Exception {
        ChildProcess child =
                process(FinalizerTest::failAndGoOn, folder.resolve("file").toString());
        child.start();
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
        assertThat(folder.resolve("file")).hasContent("next ");
    }

    /** The threads are those of a process; with {@code THREAD} it is this one. */
    @ParameterizedTest
    @EnumSource
    @Conforms("_TestFinalize.test_thread_safety")
    void theyMayBeMadeAndRunByManyThreads(StartMethod method) throws Exception {
        endsNormally(method, context(method).process(FinalizerTest::makeAndRunInManyThreads));
    }

    static void makeAndRunInManyThreads() throws InterruptedException {
        Deque<Finalizer> made = new ArrayDeque<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch enough = new CountDownLatch(MANY);
        Thread runner = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                Finalizer next;
                synchronized (made) {
                    next = made.pollFirst();
                }
                if (next != null) {
                    next.run();
                }
            }
        });
        runner.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
        runner.start();
        Random random = new Random(4);
        while (enough.getCount() > 0 && failure.get() == null) {
            Finalizer next = finalizer(new Object(), enough::countDown, random.nextInt(10));
            synchronized (made) {
                if (random.nextBoolean()) { // the others are for the collector
                    made.addLast(next);
                }
            }
            if (random.nextInt(5_000) == 0) {
                System.gc();
            }
        }
        assertThat(enough.await(50, TimeUnit.SECONDS)).isTrue();
        runner.interrupt();
        runner.join();

        assertThat(failure).hasValue(null);
    }

    @Test
    void oneThatIsCancelledDoesNotRun() {
        AtomicInteger ran = new AtomicInteger();
        Finalizer finalizer = finalizer(this, ran::incrementAndGet, 0);
        assertThat(finalizer.isActive()).isTrue();

        assertThat(finalizer.cancel()).isTrue();
        assertThat(finalizer.cancel()).isFalse();
        assertThat(finalizer.run()).isFalse();
        assertThat(finalizer.isActive()).isFalse();
        assertThat(ran).hasValue(0);
        assertThatThrownBy(() -> finalizer(this, ran::incrementAndGet, 1_000_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exitPriority=1000001");
    }
}
