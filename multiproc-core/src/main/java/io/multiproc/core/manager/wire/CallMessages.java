package io.multiproc.core.manager.wire;

import io.multiproc.core.failure.FailureMessage;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The frames between a manager's server and its clients.
 *
 * <pre>
 * HELLO    client:16  kind:1 (0 session, 1 calls)  pid:8  process: UTF-8 to the end
 * CALL     call:8  object:8  thread:8  length of the method's name:2  name  arguments: an encoded array, or nothing
 * RETURN   flags 0: the encoded result; 1: nothing; 2: what the method threw; 3: what kept it from being called
 * RELEASE  object:8  references:4
 * CANCEL   call:8
 * </pre>
 */
public final class CallMessages {

    /** Of a RETURN: null, or nothing. */
    public static final int NOTHING = 1;
    /** Of a RETURN: the method's own exception. */
    public static final int THROWN = 2;
    /** Of a RETURN: another failure. */
    public static final int FAILED = 3;

    private static final int CALL_HEAD = 8 + 8 + 8 + 2;
    private static final Object[] NO_ARGUMENTS = {};

    private CallMessages() {}

    /** Who opens a link. */
    public record Hello(UUID client, boolean carriesCalls, long pid, String process) {

        public byte[] frame() {
            byte[] name = process.getBytes(StandardCharsets.UTF_8);
            return FrameDescriptor.seal(
                    ByteBuffer.allocate(FrameDescriptor.HEADER_BYTES + 16 + 1 + 8 + name.length)
                            .position(FrameDescriptor.HEADER_BYTES)
                            .putLong(client.getMostSignificantBits())
                            .putLong(client.getLeastSignificantBits())
                            .put((byte) (carriesCalls ? 1 : 0))
                            .putLong(pid)
                            .put(name)
                            .array(),
                    FrameType.HELLO,
                    0);
        }

        public static Hello read(Frame frame) throws FrameException {
            ByteBuffer in = content(frame, FrameType.HELLO);
            try {
                UUID client = new UUID(in.getLong(), in.getLong());
                boolean carriesCalls = in.get() != 0;
                return new Hello(client, carriesCalls, in.getLong(), rest(in));
            } catch (BufferUnderflowException e) {
                throw tooShort(frame);
            }
        }

        private static String rest(ByteBuffer in) {
            return StandardCharsets.UTF_8.decode(in).toString();
        }
    }

    /** A call, as it arrived. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    public record Call(long number, long object, long thread, String method, byte[] payload, int argumentsAt) {

        public static Call read(Frame frame) throws FrameException {
            ByteBuffer in = content(frame, FrameType.CALL);
            try {
                long number = in.getLong();
                long object = in.getLong();
                long thread = in.getLong();
                byte[] name = new byte[in.getShort()];
                in.get(name);
                return new Call(
                        number,
                        object,
                        thread,
                        new String(name, StandardCharsets.ISO_8859_1),
                        frame.payload(),
                        in.position());
            } catch (BufferUnderflowException | NegativeArraySizeException e) {
                throw tooShort(frame);
            }
        }

        /** Decodes the arguments, which may run code of the program. */
        @Nullable
        public Object[] arguments(ObjectCodec codec) {
            if (argumentsAt == payload.length) {
                return NO_ARGUMENTS;
            }
            return (@Nullable Object[])
                    Objects.requireNonNull(codec.decode(payload, argumentsAt, payload.length - argumentsAt));
        }
    }

    /** A call to be sent. */
    public static byte[] call(
            ObjectCodec codec, long number, long object, byte[] method, @Nullable Object @Nullable [] arguments) {
        int head = FrameDescriptor.HEADER_BYTES + CALL_HEAD + method.length;
        byte[] frame = arguments == null || arguments.length == 0 ? new byte[head] : codec.encode(arguments, head);
        ByteBuffer.wrap(frame)
                .position(FrameDescriptor.HEADER_BYTES)
                .putLong(number)
                .putLong(object)
                .putLong(Thread.currentThread().getId())
                .putShort((short) method.length)
                .put(method);
        return FrameDescriptor.seal(frame, FrameType.CALL, 0);
    }

    public static byte[] result(ObjectCodec codec, @Nullable Object value) {
        return value == null
                ? FrameDescriptor.frame(FrameType.RETURN, NOTHING, new byte[0])
                : FrameDescriptor.seal(codec.encode(value, FrameDescriptor.HEADER_BYTES), FrameType.RETURN, 0);
    }

    public static byte[] failure(ObjectCodec codec, Throwable failure, int kind) {
        return FrameDescriptor.seal(
                FailureMessage.encode(codec, failure, FrameDescriptor.HEADER_BYTES), FrameType.RETURN, kind);
    }

    public static byte[] release(long object, int references) {
        byte[] frame = new byte[FrameDescriptor.HEADER_BYTES + 12];
        ByteBuffer.wrap(frame)
                .position(FrameDescriptor.HEADER_BYTES)
                .putLong(object)
                .putInt(references);
        return FrameDescriptor.seal(frame, FrameType.RELEASE, 0);
    }

    public static byte[] cancel(long call) {
        byte[] frame = new byte[FrameDescriptor.HEADER_BYTES + 8];
        ByteBuffer.wrap(frame).position(FrameDescriptor.HEADER_BYTES).putLong(call);
        return FrameDescriptor.seal(frame, FrameType.CANCEL, 0);
    }

    private static ByteBuffer content(Frame frame, FrameType expected) throws FrameException {
        if (frame.type() != expected) {
            throw new FrameException("expected " + expected + " on a link of a manager, got " + frame.type());
        }
        return ByteBuffer.wrap(frame.payload());
    }

    private static FrameException tooShort(Frame frame) {
        return new FrameException(
                "message of a manager is too short: type=" + frame.type() + ", length=" + frame.payload().length);
    }
}
