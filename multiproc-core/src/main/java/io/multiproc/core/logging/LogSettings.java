package io.multiproc.core.logging;

import io.multiproc.process.ProcessSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * What a child is told about logs.
 *
 * <pre>
 * flags:1  [level's name:UTF  value:4]  [forwarded level's name:UTF  value:4]
 * </pre>
 *
 * @param level of the library's logger, or null if the program has not asked for that
 * @param toStderr whether that logger prints to standard error
 * @param forwards whether the child's log records go to the parent
 * @param forwardedLevel from which level on, or null for all that its loggers let through
 */
public record LogSettings(
        @Nullable Threshold level,
        boolean toStderr,
        boolean forwards,
        @Nullable Threshold forwardedLevel) {

    private static final LogSettings NONE = new LogSettings(null, false, false, null);

    private static final int HAS_LEVEL = 1;
    private static final int TO_STDERR = 2;
    private static final int FORWARDS = 4;
    private static final int HAS_FORWARDED_LEVEL = 8;

    /** What a child of this process is told that is started now. */
    public static LogSettings forChild(ProcessSettings settings) {
        return forChild(settings.forwardsLogs(), settings.forwardedLevel().orElse(null));
    }

    /** The same, of a child that is no process of the program's. */
    public static LogSettings forChild(boolean forwards, @Nullable Level forwardedLevel) {
        boolean touched = LogState.isTouched();
        if (!touched && !forwards) {
            return NONE;
        }
        return new LogSettings(
                touched ? Threshold.of(PackageLogger.effectiveLevel()) : null,
                LogState.printsToStderr(),
                forwards,
                forwardedLevel == null ? null : Threshold.of(forwardedLevel));
    }

    /** Nothing to do. */
    public static LogSettings none() {
        return NONE;
    }

    /**
     * Whether there is nothing to do. Not by {@code equals}: a record's first one costs a cold JVM 40 ms, at each
     * start.
     */
    public boolean isNone() {
        return level == null && !toStderr && !forwards && forwardedLevel == null;
    }

    /** Writes it in the form above. */
    public void write(DataOutput out) throws IOException {
        out.writeByte((level == null ? 0 : HAS_LEVEL)
                | (toStderr ? TO_STDERR : 0)
                | (forwards ? FORWARDS : 0)
                | (forwardedLevel == null ? 0 : HAS_FORWARDED_LEVEL));
        if (level != null) {
            level.write(out);
        }
        if (forwardedLevel != null) {
            forwardedLevel.write(out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static LogSettings read(DataInput in) throws IOException {
        int flags = in.readByte();
        if (flags == 0) {
            return NONE;
        }
        return new LogSettings(
                (flags & HAS_LEVEL) == 0 ? null : Threshold.read(in),
                (flags & TO_STDERR) != 0,
                (flags & FORWARDS) != 0,
                (flags & HAS_FORWARDED_LEVEL) == 0 ? null : Threshold.read(in));
    }

    /**
     * A level, without its class.
     *
     * @param name its name
     * @param value its value
     */
    public record Threshold(String name, int value) {

        static Threshold of(Level level) {
            return new Threshold(level.getName(), level.intValue());
        }

        static Threshold read(DataInput in) throws IOException {
            return new Threshold(in.readUTF(), in.readInt());
        }

        void write(DataOutput out) throws IOException {
            out.writeUTF(name);
            out.writeInt(value);
        }

        Level toLevel() {
            return Levels.of(name, value);
        }
    }
}
