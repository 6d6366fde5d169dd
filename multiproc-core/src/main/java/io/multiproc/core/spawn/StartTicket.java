package io.multiproc.core.spawn;

import io.multiproc.ipc.handshake.LinkTicket;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * What a child reads from its standard input, and nowhere else: where the hub is, and its key.
 *
 * @param hub the hub's socket
 * @param link the child's number and key
 */
record StartTicket(Path hub, LinkTicket link) {

    void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeUTF(hub.toString());
        data.writeLong(link.childId());
        data.write(link.key());
        data.flush();
    }

    static StartTicket read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        Path hub = Path.of(data.readUTF());
        long childId = data.readLong();
        byte[] key = new byte[LinkTicket.KEY_BYTES];
        data.readFully(key);
        return new StartTicket(hub, new LinkTicket(childId, key));
    }
}
