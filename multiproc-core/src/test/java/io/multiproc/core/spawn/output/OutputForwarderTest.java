package io.multiproc.core.spawn.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a child wrote last, when its pipe stays open. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class OutputForwarderTest {

    private static final byte[] LAST_WORDS = "last words\n".getBytes(StandardCharsets.US_ASCII);

    /** What lies in a pipe, for a thread that nobody has woken for it yet. */
    private static InputStream readableFrom(CountDownLatch woken) {
        return new FilterInputStream(new ByteArrayInputStream(LAST_WORDS)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                try {
                    woken.await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                return super.read(target, offset, length);
            }
        };
    }

    @Test
    void isNotSettledWhileThereIsSomethingThatItsThreadHasNotReadYet() {
        var printed = new ByteArrayOutputStream();
        var printer = new LinePrinter(() -> new PrintStream(printed, true), "> ", line -> {});
        var woken = new CountDownLatch(1);
        var asked = new AtomicInteger();
        var pipe = new OutputPipe(Channels.newChannel(readableFrom(woken)), () -> {
            asked.incrementAndGet();
            return LAST_WORDS.length;
        });
        OutputForwarder forwarder =
                OutputForwarder.start("slow", pipe, new LineSplitter(StandardCharsets.US_ASCII, printer));
        CompletableFuture<Void> settled = forwarder.settled();
        Awaitility.await().until(() -> asked.get() >= 3); // silent for longer than it would wait otherwise
        assertThat(settled).isNotDone();
        woken.countDown();
        assertThat(settled).succeedsWithin(50, TimeUnit.SECONDS);
        assertThat(printed.toString(StandardCharsets.US_ASCII)).isEqualTo("> last words\n");
    }

    /** As a process that the child has started, and that has its output open: what the child wrote is there by then. */
    @Test
    void isSettledAlsoIfAnotherProcessGoesOnWriting() throws Exception {
        var printed = new ByteArrayOutputStream();
        var printer = new LinePrinter(() -> new PrintStream(printed, true), "> ", line -> {});
        var ended = new CountDownLatch(1);
        var chatter = new InputStream() {
            private int bytes;

            @Override
            public int read() {
                throw new UnsupportedOperationException("a channel reads into arrays");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                try {
                    if (bytes++ < LAST_WORDS.length) {
                        target[offset] = LAST_WORDS[bytes - 1];
                    } else if (ended.await(200, TimeUnit.MILLISECONDS)) {
                        return -1;
                    } else {
                        target[offset] = '.';
                    }
                    return 1;
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
            }
        };
        var pipe = new OutputPipe(Channels.newChannel(chatter), () -> 0);
        OutputForwarder forwarder =
                OutputForwarder.start("chatter", pipe, new LineSplitter(StandardCharsets.US_ASCII, printer));
        Awaitility.await()
                .until(() -> printed.toString(StandardCharsets.US_ASCII).contains("last words"));
        assertThat(forwarder.settled()).succeedsWithin(50, TimeUnit.SECONDS);
        ended.countDown();
    }

    /** No thread can be created when processes are limited; the end of a child would be lost with the error. */
    @Test
    void isSettledAlsoIfNoThreadCanBeCreated() {
        var woken = new CountDownLatch(1);
        var pipe = new OutputPipe(Channels.newChannel(readableFrom(woken)), () -> 0);
        var splitter = new LineSplitter(
                StandardCharsets.US_ASCII,
                new LinePrinter(() -> new PrintStream(new ByteArrayOutputStream()), "> ", line -> {}));
        OutputForwarder forwarder = OutputForwarder.start("stuck", pipe, splitter, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        assertThat(forwarder.settled()).succeedsWithin(50, TimeUnit.SECONDS);
        woken.countDown();
    }

    @Test
    void aPipeTellsWhatLiesInItUntilItIsClosed() throws Exception {
        Process cat = new ProcessBuilder("/bin/cat").start();
        OutputPipe pipe = OutputPipe.ofOutput(cat);
        assertThat(pipe.hasUnread()).isFalse();
        cat.getOutputStream().write(LAST_WORDS);
        cat.getOutputStream().flush();
        Awaitility.await().until(pipe::hasUnread);
        assertThat(pipe.channel().read(ByteBuffer.allocate(LAST_WORDS.length))).isEqualTo(LAST_WORDS.length);
        assertThat(pipe.hasUnread()).isFalse();
        cat.getOutputStream().close(); // it ends
        assertThat(pipe.channel().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(pipe.hasUnread()).isFalse();
        pipe.close();
        assertThat(pipe.hasUnread()).isFalse();
        assertThat(cat.waitFor()).isZero();
    }
}
