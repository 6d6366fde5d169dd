package io.multiproc.ipc.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.time.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of which something was written when the rest became impossible. */
class CutMessageTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    /** Writes some bytes, and fails from then on, as a JVM without memory does. */
    private static final class FailingWire implements Wire {

        private final SocketChannel socket;
        private int left;

        FailingWire(SocketChannel socket, int left) {
            this.socket = socket;
            this.left = left;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (left-- == 0) {
                throw new IllegalStateException("made by the test");
            }
            return socket.write(source);
        }

        @Override
        public boolean flush() {
            return true;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return socket.read(target);
        }

        @Override
        public boolean isOpen() {
            return socket.isOpen();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void endTheStreamInsteadOfTakingTheNextForTheirRest() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel socket = SocketChannel.open(address);
                MessageChannel reader = new MessageChannel(server.accept())) {
            socket.configureBlocking(false);
            try (MessageChannel writer = new MessageChannel(socket, new FailingWire(socket, 1), Integer.MAX_VALUE)) {
                assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1 << 20)))
                        .isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
                assertThat(reader.await(reader::hasBegun, Deadline.after(LONG))).isTrue();
                assertThatThrownBy(() -> reader.await(reader::isComplete, Deadline.after(LONG)))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(EOFException.class)
                        .hasMessageContaining("of its 1048576 bytes");
            }
        }
    }

    @Test
    void doNotEndTheStreamIfNothingWasWritten() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel socket = SocketChannel.open(address);
                MessageChannel reader = new MessageChannel(server.accept())) {
            socket.configureBlocking(false);
            try (MessageChannel writer = new MessageChannel(socket, new FailingWire(socket, 0), Integer.MAX_VALUE)) {
                assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1 << 20)))
                        .isInstanceOf(IllegalStateException.class);
                assertThat(writer.write(ByteBuffer.allocate(1))).isNull();
                assertThat(reader.await(reader::hasBegun, Deadline.after(LONG))).isTrue();
                assertThat(reader.await(reader::isComplete, Deadline.after(LONG)))
                        .isTrue();
                assertThat(reader.take().length()).isEqualTo(1);
            }
        }
    }
}
