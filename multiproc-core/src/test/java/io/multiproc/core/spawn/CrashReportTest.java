package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {

    /** No process has such a number. */
    private static final long PID = 1L << 40;

    @TempDir
    Path folder;

    private CrashReport report;
    private Path file;

    @BeforeEach
    void begin() {
        report = new CrashReport(List.of(), folder);
        file = folder.resolve("hs_err_pid" + PID + ".log");
    }

    @Test
    void isTheFileThatTheProcessHasWritten() throws Exception {
        write(file);
        assertThat(report.head(PID)).isEqualTo("(" + file + ")\nA fatal error\nSIGSEGV (0xb)");
    }

    @Test
    void isWhereTheOptionSays() throws Exception {
        write(folder.resolve("crash-" + PID + ".log"));
        assertThat(new CrashReport(List.of("-XX:ErrorFile=crash-%p.log"), folder).head(PID))
                .contains("SIGSEGV (0xb)");
    }

    @Test
    void isNoneIfThereIsNoFile() {
        assertThat(report.head(PID)).isNull();
    }

    @Test
    void isNotThatOfAnEarlierProcess() throws Exception {
        write(file);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
        assertThat(report.head(PID)).isNull();
    }

    @Test
    void isNoLink() throws Exception {
        Path other = folder.resolve("other");
        write(other);
        Files.createSymbolicLink(file, other);
        assertThat(report.head(PID)).isNull();
    }

    private static void write(Path file) throws Exception {
        Files.writeString(file, "#\n# A fatal error\n#\n#  SIGSEGV (0xb)\n");
    }
}
