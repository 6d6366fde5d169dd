package io.multiproc.bench;

import io.multiproc.connection.Connection;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.function.SerializableFunction;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What the children are given to do. Small, since a child loads this class before its work. */
final class Tasks {

    static final SerializableFunction<Integer, Integer> IDENTITY = Tasks::identity;
    static final SerializableFunction<Integer, Integer> COUNT_PRIMES = Primes::countBelow;

    static final SerializableConsumer<Connection> ECHO_OBJECTS = Tasks::echoObjects;
    static final SerializableConsumer<Connection> ECHO_BYTES = Tasks::echoBytes;

    private Tasks() {}

    static void echoObjects(Connection connection) throws IOException, InterruptedException {
        try (connection) {
            while (true) {
                connection.send(connection.recv());
            }
        } catch (EOFException e) {
            // the other side has enough
        }
    }

    static void echoBytes(Connection connection) throws IOException, InterruptedException {
        try (connection) {
            while (true) {
                connection.sendBytes(connection.recvBytes());
            }
        } catch (EOFException e) {
            // the other side has enough
        }
    }

    /** Sends numbers to an echo and receives them again, as many as it is told, until there are no more orders. */
    static void talk(Connection orders, Connection echo) throws IOException, InterruptedException {
        try (orders;
                echo) {
            while (true) {
                int count = orders.recv(Integer.class);
                for (int number = 0; number < count; number++) {
                    echo.send(number);
                    Expect.equal(echo.recv(Integer.class), number);
                }
                orders.send(count);
            }
        } catch (EOFException e) {
            // the other side has enough
        }
    }

    /** Says where it listens, and echoes with blocking I/O what comes. */
    static void echoBlocking(Connection address) throws IOException, InterruptedException {
        SocketSides.echo(accept(address));
    }

    /** The same with objects. */
    static void echoBlockingMessages(Connection address) throws IOException, InterruptedException {
        try (SocketChannel channel = accept(address)) {
            BlockingMessages messages = new BlockingMessages(channel);
            while (true) {
                messages.send(messages.receive());
            }
        } catch (EOFException e) {
            // the other side has enough
        }
    }

    private static SocketChannel accept(Connection address) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("pairs");
        Path path = folder.resolve("echo.sock");
        try (address;
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            address.send(path.toString());
            SocketChannel accepted = server.accept();
            Files.delete(path);
            Files.delete(folder);
            return accepted;
        }
    }

    /** Talks to that with blocking I/O, each time that it is told. */
    static void talkBlocking(Connection orders, Connection address) throws IOException, InterruptedException {
        try (orders;
                address;
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(address.recv(String.class)))) {
            while (true) {
                int count = orders.recv(Integer.class);
                SocketSides.roundTrips(channel);
                orders.send(count);
            }
        } catch (EOFException e) {
            // the other side has enough
        }
    }

    /** The same with objects. */
    static void talkBlockingMessages(Connection orders, Connection address) throws IOException, InterruptedException {
        try (orders;
                address;
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(address.recv(String.class)))) {
            BlockingMessages echo = new BlockingMessages(channel);
            while (true) {
                int count = orders.recv(Integer.class);
                for (int number = 0; number < count; number++) {
                    echo.send(number);
                    Expect.equal(Objects.requireNonNull(echo.receive(), "echo"), number);
                }
                orders.send(count);
            }
        } catch (EOFException e) {
            // the other side has enough
        }
    }

    static Integer identity(Integer item) {
        return item;
    }
}
