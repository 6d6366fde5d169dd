package io.multiproc.core.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.logging.ForwardedLogRecord;
import io.multiproc.logging.ProcessLevel;
import java.io.EOFException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogMessageTest {

    private static final LogMessage.Origin ORIGIN = new LogMessage.Origin("child", 4711, "thread", "task 17");

    private static byte[] payload(byte[] frame) {
        return Arrays.copyOfRange(frame, FrameDescriptor.HEADER_BYTES, frame.length);
    }

    private static LogRecord record(Level level) {
        LogRecord record = new LogRecord(level, "not this one");
        record.setLoggerName("acme.jobs");
        record.setInstant(Instant.ofEpochSecond(1_000_000_000, 123_456_789));
        record.setLongThreadID(42);
        record.setSourceClassName("acme.Jobs");
        record.setSourceMethodName("run");
        return record;
    }

    private static ForwardedLogRecord carry(LogRecord record, @Nullable String message, @Nullable String stack)
            throws Exception {
        return LogMessage.decode(payload(LogMessage.encode(record, message, stack, ORIGIN)));
    }

    @Test
    void carriesWhatARecordHolds() throws Exception {
        ForwardedLogRecord read =
                carry(record(Level.INFO), "Grüße 漢字", "java.io.IOException: no\n\tat acme.Jobs.run\n");

        assertThat(read.getLevel()).isSameAs(Level.INFO);
        assertThat(read.getLoggerName()).isEqualTo("acme.jobs");
        assertThat(read.getInstant()).isEqualTo(Instant.ofEpochSecond(1_000_000_000, 123_456_789));
        assertThat(read.getLongThreadID()).isEqualTo(42);
        assertThat(read.getSourceClassName()).isEqualTo("acme.Jobs");
        assertThat(read.getSourceMethodName()).isEqualTo("run");
        assertThat(read.getMessage()).isEqualTo("Grüße 漢字");
        assertThat(read.processName()).isEqualTo("child");
        assertThat(read.pid()).isEqualTo(4711);
        assertThat(read.task()).contains("task 17");
        assertThat(read.threadName()).isEqualTo("thread");
        StringWriter printed = new StringWriter();
        read.getThrown().printStackTrace(new PrintWriter(printed, true));
        assertThat(printed).hasToString("java.io.IOException: no\n\tat acme.Jobs.run\n");
        assertThat(read.getThrown()).hasToString("java.io.IOException: no");
    }

    @Test
    void carriesLevelsOfOthers() throws Exception {
        Level own = Level.parse("837");
        assertThat(carry(record(ProcessLevel.SUBWARNING), "", null).getLevel()).isSameAs(ProcessLevel.SUBWARNING);
        assertThat(carry(record(own), "", null).getLevel().intValue()).isEqualTo(837);
        Level foreign = Levels.of("AUDIT", 12_345);
        assertThat(foreign.getName()).isEqualTo("AUDIT");
        assertThat(foreign.intValue()).isEqualTo(12_345);
        assertThat(Levels.of("AUDIT", 12_345)).isSameAs(foreign);
    }

    @Test
    void carriesARecordWithoutNameThrowableAndSource() throws Exception {
        LogRecord record = new LogRecord(Level.INFO, "");
        record.setSourceClassName(null);
        record.setSourceMethodName(null);
        ForwardedLogRecord read = carry(record, "", null);

        assertThat(read.getLoggerName()).isEmpty();
        assertThat(read.getThrown()).isNull();
        assertThat(read.thrownText()).isEmpty();
        assertThat(read.getSourceClassName()).isNull();
    }

    @Test
    void carriesARecordWithoutMessage() throws Exception {
        ForwardedLogRecord read = carry(record(Level.SEVERE), null, "java.io.IOException\n\tat acme.Jobs.run\n");
        assertThat(read.getMessage()).isNull();
        assertThat(read.getThrown()).hasToString("java.io.IOException");
        assertThat(new SimpleFormatter().format(read)).contains("java.io.IOException");
    }

    @Test
    void cutsLongTexts() throws Exception {
        ForwardedLogRecord read = carry(record(Level.INFO), "m".repeat(100_000), "s".repeat(100_000));

        assertThat(read.getMessage())
                .isEqualTo("m".repeat(LogMessage.MOST_MESSAGE_CHARS) + "... ("
                        + (100_000 - LogMessage.MOST_MESSAGE_CHARS) + " more characters)");
        assertThat(read.thrownText().orElseThrow())
                .startsWith("s".repeat(LogMessage.MOST_STACK_CHARS) + "... (")
                .endsWith(" more characters)");
    }

    @Test
    void isNotReadIfItIsCut() {
        byte[] payload = payload(LogMessage.encode(record(Level.INFO), "message", "stack", ORIGIN));
        for (int length = 0; length < payload.length; length++) {
            byte[] cut = Arrays.copyOf(payload, length);
            assertThatThrownBy(() -> LogMessage.decode(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void tellsHowMuchWasTaken() {
        assertThat(LogMessage.readTaken(payload(LogMessage.taken(123_456)))).isEqualTo(123_456);
    }
}
