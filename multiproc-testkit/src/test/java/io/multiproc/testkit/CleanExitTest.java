package io.multiproc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

@SameWithoutNative
class CleanExitTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(50);

    private final List<AutoCloseable> cleanUp = new ArrayList<>();

    @AfterEach
    void removeWhatWasLeakedOnPurpose() throws Exception {
        for (AutoCloseable each : cleanUp) {
            each.close();
        }
    }

    @Test
    void passesATestThatLeavesNothing() {
        assertThat(failures(Cases.class, "leavesNothing", LONG)).isEmpty();
    }

    @Test
    void passesATestWhoseProcessEndsALittleLater() {
        assertThat(failures(Cases.class, "leavesAProcessThatEndsSoon", LONG)).isEmpty();
    }

    @Test
    void failsATestThatLeavesAProcessAndKillsIt() {
        List<Throwable> failures = failures(Cases.class, "leavesAProcess", Duration.ofMillis(700));
        cleanUp.add(Objects.requireNonNull(Cases.leaked));
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining(
                                "leavesAProcess() left behind for more than 700 ms: processes=1, threads=0, files=0")
                        .hasMessageContaining("SleepingProgram")
                        .hasMessageContaining("Programs.sleepForever"));
        assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void findsAnOrphanOfAProcessThatWasKilled() throws Exception {
        try (LeakWatch watch = LeakWatch.begin()) {
            Process middle = new ProcessBuilder("/bin/sh", "-c", "sleep 1000 & echo started; wait").start();
            assertThat(middle.inputReader().readLine()).isEqualTo("started");
            assertThat(watch.await(Duration.ZERO).processes()).hasSize(2);
            middle.destroyForcibly().waitFor();

            Leaks leaks = watch.await(SHORT);
            assertThat(leaks.processes())
                    .singleElement()
                    .satisfies(orphan ->
                            assertThat(orphan.info().commandLine().orElse("")).contains("sleep 1000"));
            leaks.killProcesses();
            assertThat(watch.await(LONG).isEmpty()).isTrue();
        }
    }

    @Test
    void findsAThreadOfTheLibraryAndShowsItsStack() {
        try (LeakWatch watch = LeakWatch.begin()) {
            startThread("multiproc-leaked");
            startThread("multiproc-hub");
            startThread("of-the-test");

            Leaks leaks = watch.await(SHORT);
            assertThat(leaks.threads()).extracting(Thread::getName).containsExactly("multiproc-leaked");
            assertThat(leaks.report("test", SHORT)).contains("thread multiproc-leaked", "CountDownLatch.await");
        }
    }

    @Test
    void findsAFileInTheRunDirectoryOfThisProcess() throws IOException {
        try (LeakWatch watch = LeakWatch.begin()) {
            Path directory = runDirectory(ProcessHandle.current().pid());
            create(directory.resolve("hub.sock"));
            assertThat(watch.await(SHORT).isEmpty()).isTrue();

            Path segment = create(directory.resolve("segment-1"));
            assertThat(watch.await(SHORT).files()).containsExactly(segment);
        }
    }

    @Test
    void findsTheRunDirectoryOfADescendantThatIsDead() throws Exception {
        try (LeakWatch watch = LeakWatch.begin()) {
            Process child = new ProcessBuilder("/bin/cat").start();
            assertThat(watch.await(Duration.ZERO).processes()).hasSize(1);
            Path directory = runDirectory(child.pid());
            child.destroyForcibly().waitFor();

            assertThat(watch.await(SHORT).files()).containsExactly(directory);
        }
    }

    @Test
    void leavesTheRunDirectoriesOfOtherProgramsAlone() throws IOException {
        try (LeakWatch watch = LeakWatch.begin()) {
            create(runDirectory(1).resolve("hub.sock"));
            assertThat(watch.await(SHORT).isEmpty()).isTrue();
        }
    }

    /** In a place of its own: each program that starts or ends removes such blocks. */
    @Test
    void findsABlockOfSharedMemoryThatNoProcessUses(@TempDir Path base) throws IOException {
        System.setProperty("multiproc.dir", base.toString());
        cleanUp.add(() -> System.clearProperty("multiproc.dir"));
        try (LeakWatch watch = LeakWatch.begin()) {
            Path claim = Files.createFile(runDirectory(1).resolve("block-one"));
            Path shared = Files.createDirectory(RunDirectories.home().resolve("shared"));
            Files.createFile(shared.resolve(".lock"));
            Path block = Files.createFile(shared.resolve("one"));
            assertThat(watch.await(SHORT).isEmpty()).isTrue();

            Files.delete(claim);
            assertThat(watch.await(SHORT).files()).containsExactly(block);
        }
    }

    private static List<Throwable> failures(Class<?> testClass, String method, Duration patience) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(testClass, method))
                .configurationParameter(CleanExit.PATIENCE_MILLIS, Long.toString(patience.toMillis()))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(CleanExitTest::exception)
                .toList();
    }

    private static Throwable exception(Event failed) {
        return failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    private void startThread(String name) {
        var end = new CountDownLatch(1);
        cleanUp.add(end::countDown);
        var thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private Path runDirectory(long pid) throws IOException {
        FileAttribute<?> privately = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(RunDirectories.home(), privately);
        Path directory = Files.createDirectory(RunDirectories.home().resolve(pid + "-0-testkit"), privately);
        cleanUp.add(0, () -> Files.delete(directory));
        return directory;
    }

    /** Creates the file and has it removed at the end. */
    private Path create(Path file) throws IOException {
        Files.createFile(file);
        cleanUp.add(0, () -> Files.delete(file));
        return file;
    }

    /** Tests that are run by the tests above; the name keeps them from being found by the build. */
    static final class Cases {

        static ChildJvm.@Nullable Running leaked;

        @Test
        @ExtendWith(CleanExit.class)
        void leavesNothing() {}

        @Test
        @ExtendWith(CleanExit.class)
        void leavesAProcessThatEndsSoon() throws IOException {
            new ProcessBuilder("/bin/sleep", "0.2").start();
        }

        @Test
        @ExtendWith(CleanExit.class)
        void leavesAProcess() throws IOException {
            leaked = ChildJvm.of(SleepingProgram.class).start();
            leaked.awaitOutput("started", LONG);
        }
    }

    /** A program that does not end by itself. */
    static final class SleepingProgram {

        public static void main(String[] args) throws InterruptedException {
            System.out.println("started");
            Programs.sleepForever();
        }
    }
}
