package io.multiproc.core.shared;

import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.sharedLongArray;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.shared.SharedLongArray;
import io.multiproc.testkit.CleanExit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A large array does not pass through anybody's heap. */
@ExtendWith(CleanExit.class)
class ZeroCopyTest {

    private static final int LENGTH = 100_000_000 / Long.BYTES;
    private static final String[] SMALL_HEAP = {"-Xmx32m", "-XX:MaxDirectMemorySize=8m"};

    static void fill(SharedLongArray array) {
        for (int i = 0; i < array.length(); i++) {
            array.set(i, i);
        }
    }

    static void sum(SharedLongArray array, ProcessQueue<Long> sums) throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < array.length(); i++) {
            sum += array.get(i);
        }
        sums.put(sum);
    }

    @Test
    void isFilledInOneProcessAndReadInAnother() throws Exception {
        ProcessQueue<Long> sums = queue();
        try (SharedLongArray array = sharedLongArray(LENGTH)) {
            ChildProcess writer = processBuilder().jvmOptions(SMALL_HEAP).target(ZeroCopyTest::fill, array);
            writer.start();
            writer.join();
            assertThat(writer.exitCode()).hasValue(0);
            ChildProcess reader = processBuilder().jvmOptions(SMALL_HEAP).target(ZeroCopyTest::sum, array, sums);
            reader.start();
            assertThat(sums.get(Duration.ofSeconds(50))).isEqualTo(LENGTH * (LENGTH - 1L) / 2);
            reader.join();
        }
    }
}
