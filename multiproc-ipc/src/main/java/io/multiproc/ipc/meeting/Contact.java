package io.multiproc.ipc.meeting;

import io.multiproc.ipc.handshake.LinkTicket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How an end of a pipe can be reached.
 *
 * <pre>
 * socket:UTF  number:8  key:32
 * </pre>
 *
 * @param socket the socket of the meeting point of its process
 * @param number number of the appointment there
 * @param key the appointment's key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and must not be printed
public record Contact(String socket, long number, byte[] key) {

    LinkTicket ticket() {
        return new LinkTicket(number, key);
    }

    /** What {@code RunDirectory.isOwnerAlive} takes for the process. */
    public String process() {
        Path directory = Objects.requireNonNull(Path.of(socket).getParent(), "directory of the socket");
        return String.valueOf(directory.getFileName());
    }

    /** The payload of a frame that tells it. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(socket);
            out.writeLong(number);
            out.write(key);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot describe a contact: socket=" + socket, e);
        }
        return bytes.toByteArray();
    }

    /** Reads the payload of a frame. */
    public static Contact read(byte[] payload) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
        String socket = in.readUTF();
        long number = in.readLong();
        byte[] key = new byte[LinkTicket.KEY_BYTES];
        in.readFully(key);
        return new Contact(socket, number, key);
    }

    /** Without the key, which does not belong in logs. */
    @Override
    public String toString() {
        return "Contact[socket=" + socket + ", number=" + number + "]";
    }
}
