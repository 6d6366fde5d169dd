package io.multiproc.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** What a Java user has without this library: a blocking socket on loopback, here between two threads of one JVM. */
final class SocketSides {

    private SocketSides() {}

    static Side.Opener echo(KeptOpen.Work<SocketChannel> work) {
        return KeptOpen.of(SocketSides::open, work, SocketChannel::close);
    }

    static double roundTrips(SocketChannel channel) throws IOException {
        ByteBuffer number = ByteBuffer.allocateDirect(4);
        Stopwatch watch = Stopwatch.start();
        for (int i = 0; i < Sizes.ROUND_TRIPS; i++) {
            write(channel, number.clear().putInt(0, i));
            read(channel, number.clear());
            Expect.equal(number.getInt(0), i);
        }
        return watch.micros() / Sizes.ROUND_TRIPS;
    }

    /**
     * The messages are read while they are written: with blocking sockets both sides would else wait for each other.
     */
    static double megabytes(SocketChannel channel) throws IOException, InterruptedException {
        Thread writer = new Thread(
                () -> {
                    ByteBuffer message = ByteBuffer.allocateDirect(Sizes.MIB);
                    try {
                        for (int i = 0; i < Sizes.MESSAGES_OF_1_MIB; i++) {
                            write(channel, message.clear());
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException("the echo is gone", e);
                    }
                },
                "writer");
        ByteBuffer message = ByteBuffer.allocateDirect(Sizes.MIB);
        Stopwatch watch = Stopwatch.start();
        writer.start();
        for (int i = 0; i < Sizes.MESSAGES_OF_1_MIB; i++) {
            read(channel, message.clear());
        }
        double result = PipeSides.gigabytesPerSecond(watch);
        writer.join();
        return result;
    }

    static SocketChannel open() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel client = SocketChannel.open(server.getLocalAddress());
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SocketChannel accepted = server.accept();
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Thread echo = new Thread(() -> echo(accepted), "echo");
            echo.setDaemon(true);
            echo.start();
            return client;
        }
    }

    /** Writes back what it reads, to the end. */
    static void echo(SocketChannel channel) {
        ByteBuffer piece = ByteBuffer.allocateDirect(256 * 1024);
        try (channel) {
            while (channel.read(piece.clear()) >= 0) {
                write(channel, piece.flip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the other side is gone", e);
        }
    }

    private static void write(SocketChannel channel, ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    private static void read(SocketChannel channel, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new EOFException("the echo is gone");
            }
        }
    }
}
