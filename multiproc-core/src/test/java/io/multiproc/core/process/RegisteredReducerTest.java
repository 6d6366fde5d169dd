package io.multiproc.core.process;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.registerReducer;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.function.SerializableCallable;
import io.multiproc.pool.ProcessPool;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A type that cannot be sent by itself, with a reducer. */
@ExtendWith(CleanExit.class)
class RegisteredReducerTest {

    @TempDir
    Path folder;

    @Test
    void workersHaveObjectsOfTheirOwn() throws Exception {
        registerReducer(OpenFile.class, RegisteredReducerTest::reduce);
        Path file = Files.writeString(folder.resolve("text"), "a line of text");
        try (OpenFile open = new OpenFile(file.toString());
                ProcessPool pool = pool(1)) {
            assertThat(pool.apply(RegisteredReducerTest::size, open)).isEqualTo(14);
            assertThat(pool.map(RegisteredReducerTest::size, List.of(open, open)))
                    .containsExactly(14L, 14L);
        }
    }

    @Test
    void elementsOfAQueueAreMadeAgain() throws Exception {
        registerReducer(OpenFile.class, RegisteredReducerTest::reduce);
        Path file = Files.writeString(folder.resolve("text"), "text");
        try (OpenFile open = new OpenFile(file.toString());
                ProcessQueue<OpenFile> queue = queue()) {
            queue.put(open);
            try (OpenFile made = queue.get()) {
                assertThat(made).isNotSameAs(open);
                assertThat(size(made)).isEqualTo(4);
            }
        }
    }

    private static SerializableCallable<OpenFile> reduce(OpenFile file) {
        String path = file.path;
        return () -> new OpenFile(path);
    }

    static long size(OpenFile file) throws IOException {
        return file.channel.size();
    }

    static final class OpenFile implements AutoCloseable {

        private final String path;
        private final FileChannel channel;

        OpenFile(String path) throws IOException {
            this.path = path;
            this.channel = FileChannel.open(Path.of(path));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
