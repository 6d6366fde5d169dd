package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a pool and its workers keep of what went through them, and how large it may be. */
@ExtendWith(CleanExit.class)
class PoolReferencesTest {

    private static final Duration LONG = Duration.ofSeconds(100);

    @TempDir
    Path folder;

    @Test
    @Conforms({"ExecutorTest.test_free_reference", "AsCompletedTests.test_free_reference_yielded_future"})
    void whatWasHandedOutIsNotKept() throws Exception {
        try (ProcessPool pool = pool(1)) {
            try (ResultIterator<byte[]> results = pool.imap(PoolReferencesTest::bytes, List.of(1, 2, 3))) {
                awaitGarbage(new WeakReference<>(results.next()));
                assertThat(results.next()).hasSize(2);
            }

            try (ResultIterator<byte[]> results = pool.imapUnordered(PoolReferencesTest::bytes, List.of(1, 1, 1))) {
                awaitGarbage(new WeakReference<>(results.next()));
                assertThat(results.next()).hasSize(1);
            }
        }
    }

    @Test
    @Conforms("ProcessPoolExecutorTest.test_ressources_gced_in_workers")
    void aWorkerDropsItsTasksArgumentsWhenItIsDone() throws Exception {
        Path dropped = folder.resolve("dropped");
        try (ProcessPool pool = pool(1)) {
            assertThat(pool.apply(PoolReferencesTest::watch, new Argument(dropped.toString())))
                    .isEqualTo("watched");
            Awaitility.await().atMost(LONG).until(() -> {
                boolean unused = pool.apply(PoolReferencesTest::collect);
                return Files.exists(dropped);
            });
        }
    }

    @Test
    @Conforms("MiscTestCase.test_large_pool")
    void manyMoreWorkersThanProcessorsWork() throws Exception {
        ChildJvm.Result result = ChildJvm.of(LargePool.class, "20").run(LONG);

        assertThat(result.output()).isEqualToNormalizingNewlines("332833500\n");
        assertThat(result.exitCode()).isZero();
    }

    private static void awaitGarbage(WeakReference<?> reference) {
        Awaitility.await().atMost(LONG).until(() -> {
            System.gc();
            return reference.get() == null;
        });
    }

    static byte[] bytes(int size) {
        return new byte[size];
    }

    static String watch(Argument argument) {
        String file = argument.file;
        Cleaner.create().register(argument, () -> note(file));
        return "watched";
    }

    static boolean collect() {
        System.gc();
        return true;
    }

    private static void note(String file) {
        try {
            Programs.writeText(Path.of(file), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells a file when it is garbage. */
    private static final class Argument implements Serializable {

        private static final long serialVersionUID = 1;

        private final String file;

        Argument(String file) {
            this.file = file;
        }
    }
}
