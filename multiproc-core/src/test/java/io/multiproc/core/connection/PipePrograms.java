package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.process;

import io.multiproc.connection.Connection;
import io.multiproc.process.ChildProcess;
import java.io.EOFException;

/** What the children of the tests of pipes do. */
final class PipePrograms {

    private PipePrograms() {}

    /** Echoes bytes until the end, or an empty message. */
    static void echo(Connection connection) throws Exception {
        try (connection) {
            for (byte[] message = connection.recvBytes(); message.length > 0; message = connection.recvBytes()) {
                connection.sendBytes(message);
            }
        } catch (EOFException e) {
            // the other way to end it
        }
    }

    /** Echoes objects until the end. */
    static void echoObjects(Connection connection) throws Exception {
        try (connection) {
            while (true) {
                connection.send(connection.recv());
            }
        } catch (EOFException e) {
            // enough
        }
    }

    static void sendNumbers(Connection connection, int from, int to) throws Exception {
        try (connection) {
            for (int number = from; number < to; number++) {
                connection.send(number);
            }
        }
    }

    /** Receives an end over a control connection and says there what it receives from that. */
    static void relay(Connection control) throws Exception {
        try (control;
                Connection received = control.recv(Connection.class)) {
            while (true) {
                control.send(received.recv());
            }
        } catch (EOFException e) {
            // the end of what was to be relayed
        }
    }

    /** Says something itself, and leaves the rest to a child. */
    static void passToChild(Connection connection, int from, int to) throws Exception {
        connection.send("from the middle");
        ChildProcess child = process(PipePrograms::sendNumbers, connection, from, to);
        child.start();
        child.join();
    }

    /** Sends every connection that it receives to where it is told. */
    static void passOn(Connection control) throws Exception {
        try (control) {
            while (true) {
                Connection passed = control.recv(Connection.class);
                Connection target = control.recv(Connection.class);
                try (target) {
                    target.send(passed);
                }
            }
        } catch (EOFException e) {
            // enough
        }
    }

    /** Sends one message of that many bytes. */
    static void sendOne(Connection connection, int size) throws Exception {
        try (connection) {
            connection.sendBytes(new byte[size]);
        }
    }

    /** Says that it is there, and then nothing, for ever. */
    static void hold(Connection connection) throws Exception {
        connection.send("here");
        new java.util.concurrent.CountDownLatch(1).await();
    }
}
