package io.multiproc.ipc.rundir;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(CleanExit.class)
class FolderLockTest {

    @TempDir
    Path home;

    @Test
    void leavesNothingBehindInAnEmptyFolder() throws IOException {
        Path folder = home.resolve("multiproc-me").resolve("shared");
        try (FolderLock lock = FolderLock.acquire(folder)) {
            assertThat(lock).isNotNull();
            assertThat(folder.resolve(FolderLock.FILE)).isRegularFile();
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void staysWhereSomethingElseIs() throws IOException {
        Path folder = home.resolve("shared");
        try (FolderLock lock = FolderLock.acquire(folder)) {
            assertThat(lock).isNotNull();
            Files.createFile(folder.resolve("other"));
        }
        assertThat(folder.resolve(FolderLock.FILE)).exists();
        try (FolderLock lock = FolderLock.acquire(folder)) {
            assertThat(lock).isNotNull();
            Files.delete(folder.resolve("other"));
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void isNotDisturbedByAnInterrupt() throws IOException {
        Thread.currentThread().interrupt();
        try (FolderLock lock = FolderLock.acquire(home.resolve("shared"))) {
            assertThat(lock).isNotNull();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A process that was killed between making the file and marking it. */
    @Test
    void takesAnEmptyLockFileOver() throws IOException {
        Path folder = Files.createDirectory(home.resolve("shared"));
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Files.createFile(folder.resolve(FolderLock.FILE));
        try (FolderLock lock = FolderLock.acquire(folder)) {
            assertThat(lock).isNotNull();
            assertThat(folder.resolve(FolderLock.FILE)).isNotEmptyFile();
        }
        assertThat(folder).doesNotExist();
    }

    /** Fails if another process is where only the holder may be. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            for (int i = 0; i < 500; i++) {
                try (FolderLock lock = FolderLock.acquire(folder)) {
                    assertThat(lock).isNotNull();
                    Files.delete(Files.createFile(folder.resolve("inside")));
                }
            }
        }
    }

    @Test
    void isHeldByOneProcessAtATime() throws Exception {
        ChildJvm holder = ChildJvm.of(Holder.class, home.resolve("shared").toString());
        try (ChildJvm.Running one = holder.start();
                ChildJvm.Running other = holder.start();
                ChildJvm.Running third = holder.start()) {
            for (ChildJvm.Running each : List.of(one, other, third)) {
                ChildJvm.Result result = each.await(Duration.ofSeconds(50));
                assertThat(result.exitCode()).as(result.output()).isZero();
            }
        }
        assertThat(home.resolve("shared")).doesNotExist();
    }

    @Test
    void isHeldByOneThreadAtATime() throws Exception {
        Path folder = home.resolve("shared");
        AtomicInteger holders = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<Integer> user = () -> {
            int most = 0;
            for (int i = 0; i < 100; i++) {
                try (FolderLock lock = FolderLock.acquire(folder)) {
                    assertThat(lock).isNotNull();
                    most = Math.max(most, holders.incrementAndGet());
                    holders.decrementAndGet();
                }
            }
            return most;
        };
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            results.add(threads.submit(user));
        }
        for (Future<Integer> result : results) {
            assertThat(result.get()).isEqualTo(1);
        }
        threads.shutdown();
        assertThat(folder).doesNotExist();
    }
}
