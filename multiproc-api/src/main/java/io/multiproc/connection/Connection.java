package io.multiproc.connection;

import io.multiproc.process.Waitable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One end of a pipe: sends messages to the other end and receives the other end's.
 *
 * <pre>{@code
 * connection.send(List.of("bob", 42));        // any object that can be sent
 * Object answer = connection.recv();          // waits for one
 * }</pre>
 *
 * <p><b>Messages</b> are objects or bytes; each arrives whole, once, in the order of sending, and is never merged with
 * another or split. An empty one is a message too. One message may have up to 2,147,483,583 bytes, 2 GiB less 65, and
 * an object 64 fewer, as far as the heap of both processes allows: it is moved in pieces of 256 KiB at most, so that
 * besides the message itself only some hundred kilobytes are needed on either side, and, once several long ones were
 * sent one way, 1 MiB of memory that both share (16 MiB at most for all connections on which a process sends); between
 * two ends in one process it is copied whole. What {@code send} wrote, {@code recvBytes} can read as the bytes of the
 * codec.
 *
 * <p><b>Between processes.</b> An end may be sent to another process at any time: as an argument of a process, or in a
 * message over any connection. That <em>hands it over</em>: it is then closed here, and what had not been received yet
 * is received there, so the heap of the sender must have room for it, even if that is one long message. The other end
 * notices nothing of that, wherever it is. Once the receiver has its end, the two processes
 * talk directly. If the process to which an end is on its way ends before it has received it, the other end sees the
 * end of the stream. A message that nobody ever receives keeps its end on its way as long as the process to which it
 * was sent, or, where that is not known, the sender, runs. If the connection over which it was sent moves on unread, it
 * moves along; but when the sender has closed or handed over its own end of that before, or had itself been sent the
 * end that it sent, its other end may take it for lost when the process ends that has passed the connection on.
 *
 * <p><b>The end of the stream.</b> When the other end is closed, or its process ends, however that happens, what it had
 * sent before can still be received. After that {@code recv} throws {@link java.io.EOFException}. If its process ended
 * in the middle of a message, it throws another {@link IOException}. Sending to it fails with an {@code IOException}.
 *
 * <p><b>The end of a process</b> that has sent something to an end which is still on its way waits until that has
 * arrived and has got it, unless its carrier dies, a signal ends the process, or 30 seconds are over
 * ({@code -Dmultiproc.exit.timeout=SECONDS}; 0: it does not wait). So receive what carries an end before you join the
 * process that sent it.
 *
 * <p><b>Waiting.</b> {@code send} waits while the other end does not receive: a pipe holds some hundred kilobytes. All
 * methods that wait can be interrupted. Nothing is lost by that: an interrupted {@code recv} may be called again, and
 * an interrupted {@code send} has sent nothing. If a {@code send} is interrupted in the middle of a message, it leaves
 * a copy of the rest to a background thread and returns normally, the interrupt flag set. If there is no memory for the
 * copy, the other end sees the stream end inside the message, and nothing more can be sent.
 *
 * <p>May be used by any number of threads; one at a time sends and one receives. Close it when it is no longer needed.
 *
 * @python Connection
 */
public interface Connection extends Waitable, AutoCloseable {

    /**
     * Sends an object; a copy of it arrives at the other end. It is serialized here, before anything is sent.
     *
     * @param object null can be sent too
     * @throws io.multiproc.reduction.NotSendableException if it cannot be sent; nothing was sent
     * @throws IOException if the other end is closed or gone, or if this one is closed, was handed over or only
     *     receives
     * @throws InterruptedException if this thread is interrupted; nothing was sent
     * @python Connection.send
     */
    void send(@Nullable Object object) throws IOException, InterruptedException;

    /**
     * Receives an object; waits for it.
     *
     * @throws java.io.EOFException if the other end is closed or gone, and all its messages were received
     * @throws IOException if the stream ended inside a message, or if this end is closed, was handed over or only sends
     * @throws io.multiproc.reduction.UnreadableMessageException if the message is not an object that can be made here;
     *     it is gone, the connection stays usable, and connections that were made of the message before that are closed
     * @throws InterruptedException if this thread is interrupted; no message is lost
     * @python Connection.recv
     */
    @Nullable
    Object recv() throws IOException, InterruptedException;

    /**
     * Receives an object of a type; waits for it.
     *
     * @throws ClassCastException if it is of another type; it is gone, and connections in it are closed
     * @throws NullPointerException if it is null; use {@link #recv()} where null is sent
     * @throws IOException as {@link #recv()}
     * @throws InterruptedException as {@link #recv()}
     */
    <T> T recv(Class<T> type) throws IOException, InterruptedException;

    /**
     * Sends the bytes of an array as one message. The array may be changed afterwards.
     *
     * @throws IOException as {@link #send}
     * @throws InterruptedException as {@link #send}
     * @python Connection.send_bytes
     */
    void sendBytes(byte[] bytes) throws IOException, InterruptedException;

    /**
     * Sends a part of an array as one message.
     *
     * @param offset where the message begins
     * @param size number of bytes, at least 0
     * @throws IllegalArgumentException if the part is not inside the array
     * @throws IOException as {@link #send}
     * @throws InterruptedException as {@link #send}
     */
    void sendBytes(byte[] bytes, int offset, int size) throws IOException, InterruptedException;

    /**
     * Sends what remains in a buffer as one message; its position does not move.
     *
     * @throws IOException as {@link #send}
     * @throws InterruptedException as {@link #send}
     */
    void sendBytes(ByteBuffer bytes) throws IOException, InterruptedException;

    /**
     * Receives the bytes of a message; waits for it.
     *
     * @throws IOException as {@link #recv()}
     * @throws InterruptedException as {@link #recv()}
     * @python Connection.recv_bytes
     */
    byte[] recvBytes() throws IOException, InterruptedException;

    /**
     * Receives the bytes of a message that is not longer than a limit.
     *
     * @param maxLength the longest message that is wanted, in bytes
     * @throws IllegalArgumentException if {@code maxLength} is negative
     * @throws IOException if the message is longer, and then nothing more can be received: a connection that only
     *     receives is closed, any other can only send from now on, wherever it is sent; or as {@link #recv()}
     * @throws InterruptedException as {@link #recv()}
     */
    byte[] recvBytes(int maxLength) throws IOException, InterruptedException;

    /**
     * Receives the bytes of a message into an array.
     *
     * @param offset where the first byte goes
     * @return the length of the message
     * @throws BufferTooShortException if the message does not fit; it is in the exception
     * @throws IllegalArgumentException if the offset is not inside the array
     * @throws IOException as {@link #recv()}
     * @throws InterruptedException as {@link #recv()}
     * @python Connection.recv_bytes_into
     */
    int recvBytesInto(byte[] target, int offset) throws IOException, InterruptedException;

    /**
     * Receives the bytes of a message into a buffer, from its position on, which moves by the length of the message.
     *
     * @return the length of the message
     * @throws BufferTooShortException if the message does not fit; it is in the exception
     * @throws IllegalArgumentException if the buffer is read-only
     * @throws IOException as {@link #recv()}
     * @throws InterruptedException as {@link #recv()}
     */
    int recvBytesInto(ByteBuffer target) throws IOException, InterruptedException;

    /**
     * Whether a message, or the end of the stream, is there to be received. Takes nothing away and does not wait.
     *
     * @throws IOException if this end is closed, was handed over or only sends
     * @python Connection.poll
     */
    boolean poll() throws IOException;

    /**
     * Waits until a message, or the end of the stream, is there to be received, but no longer than the time-out.
     *
     * @param timeout zero or negative: do not wait
     * @throws IOException if this end is closed, was handed over or only sends
     * @throws InterruptedException if this thread is interrupted
     */
    boolean poll(Duration timeout) throws IOException, InterruptedException;

    /**
     * Whether {@link #poll()} is true. A connection that is closed, was handed over or only sends is always ready:
     * there is nothing to wait for, and receiving tells why.
     */
    @Override
    boolean isReady();

    /** Whether this end can receive: it was made to, and is neither closed nor handed over. */
    boolean isReadable();

    /** Whether this end can send: it was made to, and is neither closed nor handed over. */
    boolean isWritable();

    /** Whether this end is closed, or was handed over to another process. */
    boolean isClosed();

    /**
     * Closes this end. What was sent before can still be received; a thread that waits here gets an
     * {@code IOException}. Does nothing the second time.
     *
     * @python Connection.close
     */
    @Override
    void close();
}
