package io.multiproc.core.spawn;

import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.logging.LogSettings;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.process.StartMethod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The payload of a START frame: who the child is, and what it is to run.
 *
 * <pre>
 * name:UTF  position:UTF  daemon:1  ends with parent:1  parent name:UTF  parent pid:8  start method:UTF  key length:4  key  logs  work: encoded object to the end
 * </pre>
 *
 * @param name the child's name
 * @param position its place in the tree of processes, such as {@code 1:2}
 * @param daemon whether it may have no children
 * @param endsWithParent whether it ends at once when its parent dies
 * @param parentName the parent's name
 * @param parentPid the parent's process id
 * @param startMethod its default start method: the one that it was started with
 * @param authkey the key of its family
 * @param logs what becomes of its logs; see {@link LogSettings}
 * @param work the encoded work, read last, so that a child that cannot read it can still say who it is
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Preparation(
        String name,
        String position,
        boolean daemon,
        boolean endsWithParent,
        String parentName,
        long parentPid,
        StartMethod startMethod,
        byte[] authkey,
        LogSettings logs,
        byte[] work) {

    /** What a child of the current process is sent. */
    static Preparation of(ChildSpec spec, StartMethod startMethod) {
        CurrentProcess self = CurrentProcess.get();
        return new Preparation(
                spec.name(),
                spec.position(),
                spec.daemon(),
                spec.endsWithParent(),
                self.name(),
                self.pid(),
                startMethod,
                spec.authkey(),
                spec.logs(),
                spec.work());
    }

    byte[] toFrame() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(work.length + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(name);
            out.writeUTF(position);
            out.writeBoolean(daemon);
            out.writeBoolean(endsWithParent);
            out.writeUTF(parentName);
            out.writeLong(parentPid);
            out.writeUTF(startMethod.name());
            out.writeInt(authkey.length);
            out.write(authkey);
            logs.write(out);
            out.write(work);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot describe process " + name + ": " + e.getMessage(), e);
        }
        return FrameDescriptor.frame(FrameType.START, 0, bytes.toByteArray());
    }

    static Preparation read(byte[] payload) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
        return new Preparation(
                in.readUTF(),
                in.readUTF(),
                in.readBoolean(),
                in.readBoolean(),
                in.readUTF(),
                in.readLong(),
                StartMethod.valueOf(in.readUTF()),
                readKey(in),
                LogSettings.read(in),
                in.readAllBytes());
    }

    private static byte[] readKey(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] key = in.readNBytes(length);
        if (key.length < length) {
            throw new EOFException("the key has " + length + " bytes, but " + key.length + " are there");
        }
        return key;
    }
}
