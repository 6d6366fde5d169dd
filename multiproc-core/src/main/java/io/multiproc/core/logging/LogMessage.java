package io.multiproc.core.logging;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.logging.ForwardedLogRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of LOG and LOG_TAKEN frames.
 *
 * <pre>
 * LOG        level's name  level's value:4  logger  second:8  nanosecond:4  process name  pid:8  thread id:8
 *            thread name  task  source class  source method  message  stack
 * LOG_TAKEN  number of bytes of LOG payloads:4
 * </pre>
 *
 * <p>Texts are a length of four bytes and that many bytes of UTF-8; length -1 stands for null. Each is cut at a limit.
 */
final class LogMessage {

    static final int MOST_MESSAGE_CHARS = 16 * 1024;
    static final int MOST_STACK_CHARS = 32 * 1024;
    private static final int MOST_NAME_CHARS = 1024;

    private LogMessage() {}

    /** A frame with a record whose message, if it has one, is formatted. */
    static byte[] encode(LogRecord record, @Nullable String message, @Nullable String stack, Origin origin) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, record.getLevel().getName(), MOST_NAME_CHARS);
            out.writeInt(record.getLevel().intValue());
            write(out, record.getLoggerName(), MOST_NAME_CHARS);
            Instant instant = record.getInstant();
            out.writeLong(instant.getEpochSecond());
            out.writeInt(instant.getNano());
            write(out, origin.processName(), MOST_NAME_CHARS);
            out.writeLong(origin.pid());
            out.writeLong(record.getLongThreadID());
            write(out, origin.threadName(), MOST_NAME_CHARS);
            write(out, origin.task(), MOST_NAME_CHARS);
            write(out, record.getSourceClassName(), MOST_NAME_CHARS);
            write(out, record.getSourceMethodName(), MOST_NAME_CHARS);
            write(out, message, MOST_MESSAGE_CHARS);
            write(out, stack, MOST_STACK_CHARS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode a log record: " + e.getMessage(), e);
        }
        return FrameDescriptor.frame(FrameType.LOG, 0, bytes.toByteArray());
    }

    /** The record in a payload. */
    static ForwardedLogRecord decode(byte[] payload) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
        String level = text(in);
        int value = in.readInt();
        String logger = read(in);
        Instant instant = Instant.ofEpochSecond(in.readLong(), in.readInt());
        String processName = text(in);
        long pid = in.readLong();
        long threadId = in.readLong();
        String threadName = text(in);
        String task = read(in);
        String sourceClass = read(in);
        String sourceMethod = read(in);
        String message = read(in);
        ForwardedLogRecord record =
                new ForwardedLogRecord(Levels.of(level, value), message, processName, pid, threadName, task, read(in));
        record.setLoggerName(logger == null ? "" : logger);
        record.setInstant(instant);
        record.setLongThreadID(threadId);
        // also where there is none, or else this process's own stack would be searched for one
        record.setSourceClassName(sourceClass);
        record.setSourceMethodName(sourceMethod);
        return record;
    }

    static byte[] taken(int bytes) {
        byte[] payload = ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array();
        return FrameDescriptor.frame(FrameType.LOG_TAKEN, 0, payload);
    }

    static int readTaken(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt();
    }

    private static void write(DataOutputStream out, @Nullable String text, int mostChars) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = cut(text, mostChars).getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String cut(String text, int mostChars) {
        if (text.length() <= mostChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(mostChars - 1)) ? mostChars - 1 : mostChars;
        return text.substring(0, end) + "... (" + (text.length() - end) + " more characters)";
    }

    private static String text(DataInputStream in) throws IOException {
        String text = read(in);
        if (text == null) {
            throw new IOException("a log record lacks a text that every record has");
        }
        return text;
    }

    private static @Nullable String read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a text has " + length + " bytes, but " + bytes.length + " are there");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Where a record was logged.
     *
     * @param processName name of the process
     * @param pid id of the process
     * @param threadName name of the thread
     * @param task what the worker of a pool was doing, or null
     */
    record Origin(
            String processName,
            long pid,
            String threadName,
            @Nullable String task) {}
}
