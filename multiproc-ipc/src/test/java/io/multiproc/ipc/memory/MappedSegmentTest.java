package io.multiproc.ipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(CleanExit.class)
class MappedSegmentTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void isZeroAtFirstAndOfTheSizeAskedFor() throws Exception {
        Path file = directory.resolve("segment");
        MappedSegment segment = MappedSegment.create(file, 3);
        assertThat(file).hasSize(3 * Long.BYTES);
        for (int word = 0; word < 3; word++) {
            assertThat(segment.getAcquire(word)).isZero();
        }
        assertThatThrownBy(() -> segment.getAcquire(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void twoMappingsSeeEachOther() throws Exception {
        Path file = directory.resolve("segment");
        MappedSegment one = MappedSegment.create(file, 2);
        MappedSegment other = MappedSegment.open(file);
        one.setRelease(1, Long.MIN_VALUE);
        assertThat(other.getAcquire(1)).isEqualTo(Long.MIN_VALUE);
        assertThat(other.compareAndSet(1, 5, 6)).isFalse();
        assertThat(other.compareAndSet(1, Long.MIN_VALUE, 6)).isTrue();
        assertThat(one.getAcquire(1)).isEqualTo(6);
        assertThat(one.getAcquire(0)).isZero();
    }

    @Test
    void isMadeAndOpenedByAnInterruptedThreadWhichStaysInterrupted() throws Exception {
        Path file = directory.resolve("segment");
        Thread.currentThread().interrupt();
        MappedSegment one = MappedSegment.create(file, 2);
        MappedSegment other = MappedSegment.open(file);
        assertThat(Thread.interrupted()).isTrue();
        one.setRelease(1, 5);
        assertThat(other.getAcquire(1)).isEqualTo(5);
    }

    @Test
    void leavesNoFileBehindThatItCannotFill() {
        Path file = directory.resolve("segment");
        assertThatThrownBy(() -> FileMapping.create(file, Long.MAX_VALUE, false))
                .isInstanceOf(IOException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void stillWorksWhenItsFileHasBeenUnlinked() throws Exception {
        Path file = directory.resolve("segment");
        MappedSegment one = MappedSegment.create(file, 1);
        MappedSegment other = MappedSegment.open(file);
        Files.delete(file);
        one.setRelease(0, 42);
        assertThat(other.getAcquire(0)).isEqualTo(42);
    }

    @Test
    void isNotCreatedOverAnotherFile() throws Exception {
        Path file = Files.createFile(directory.resolve("segment"));
        assertThatThrownBy(() -> MappedSegment.create(file, 1)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void isNotOpenedBeforeItExists() {
        assertThatThrownBy(() -> MappedSegment.open(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void compareAndSetOfTwoThreadsAddsUp() throws Exception {
        Path file = directory.resolve("segment");
        MappedSegment.create(file, 1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            MappedSegment own = MappedSegment.open(file);
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 100_000; n++) {
                    SegmentPrograms.add(own, 0);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(MappedSegment.open(file).getAcquire(0)).isEqualTo(200_000);
    }

    @Test
    void compareAndSetOfTwoProcessesAddsUp() throws Exception {
        Path file = directory.resolve("segment");
        MappedSegment segment = MappedSegment.create(file, 2);
        ChildJvm adder = ChildJvm.of(SegmentPrograms.class, "add", file.toString(), "300000");
        try (ChildJvm.Running one = adder.start();
                ChildJvm.Running other = adder.start()) {
            assertThat(one.await(LONG).exitCode()).isZero();
            assertThat(other.await(LONG).exitCode()).isZero();
        }
        assertThat(segment.getAcquire(SegmentPrograms.COUNTER)).isEqualTo(600_000);
    }

    @Test
    void keepsWhatAKilledWriterWroteLast() throws Exception {
        Path file = directory.resolve("segment");
        MappedSegment segment = MappedSegment.create(file, 2);
        try (ChildJvm.Running writer =
                ChildJvm.of(SegmentPrograms.class, "write", file.toString()).start()) {
            await().atMost(LONG).until(() -> segment.getAcquire(SegmentPrograms.COUNTER) > 100_000);
            writer.process().destroyForcibly().waitFor();
        }
        long last = segment.getAcquire(SegmentPrograms.COUNTER);
        assertThat(last).isGreaterThan(100_000);
        assertThat(segment.compareAndSet(SegmentPrograms.COUNTER, last, -1)).isTrue();
        assertThat(MappedSegment.open(file).getAcquire(SegmentPrograms.COUNTER)).isEqualTo(-1);
    }
}
