package io.multiproc.core.connection;

import io.multiproc.core.current.AtExit;
import io.multiproc.ipc.pipe.Message;
import io.multiproc.ipc.thread.NamedThreads;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes the messages of a connection to another program on to the process that it was sent to, as they are: the socket
 * itself cannot be sent. Two daemon threads, until either side ends.
 */
final class Relay {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final End outside;
    private final End inside;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtExit.Registration atExit;

    private Relay(End outside, End inside) {
        this.outside = outside;
        this.inside = inside;
        this.atExit = AtExit.register(AtExit.PIPES, this::close);
    }

    /**
     * Begins.
     *
     * @param outside whose other end is in another program
     * @return the end that is to be sent in its place
     */
    static End begin(End outside) {
        Object lock = new Object();
        MemoryQueue inwards = new MemoryQueue();
        MemoryQueue outwards = new MemoryQueue();
        End inside = new End(outside.name(), true, lock, outwards, inwards);
        End sent = new End(outside.name(), false, lock, inwards, outwards);
        End.connect(inside, sent);
        Relay relay = new Relay(outside, inside);
        long number = NUMBERS.incrementAndGet();
        NamedThreads.daemon("multiproc-relay-" + number + "-in", () -> relay.pass(outside, inside))
                .start();
        NamedThreads.daemon("multiproc-relay-" + number + "-out", () -> relay.pass(inside, outside))
                .start();
        return sent;
    }

    private void pass(End from, End to) {
        try {
            while (true) {
                send(from.in().receive(length -> {}), to);
            }
        } catch (EOFException e) {
            log("the end of " + from.name(), e);
        } catch (IOException e) {
            log("a connection that is passed on was cut off: " + from.name(), e);
        } catch (InterruptedException e) {
            log("interrupted while passing on " + from.name(), e);
        } finally {
            close();
        }
    }

    /**
     * What cannot be sent is lost, as on a socket. Who does not hear it may still have said something, which is on its
     * way in the other direction: the end of that ends both.
     */
    private static void send(Message message, End to) throws InterruptedException {
        try {
            to.out().send(message.buffer(), true);
        } catch (IOException e) {
            log("nobody receives what is passed on to the other end of " + to.name(), e);
        }
    }

    /** What was passed on before can still be received. */
    private void close() {
        if (closed.compareAndSet(false, true)) {
            for (End end : new End[] {outside, inside}) {
                end.in().evict(end.name() + " is closed");
                end.out().evict(end.name() + " is closed");
                end.close();
            }
            atExit.cancel();
        }
    }

    private static void log(String text, Exception e) {
        System.getLogger(Relay.class.getName()).log(Level.DEBUG, text, e);
    }
}
