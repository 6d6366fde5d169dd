package io.multiproc.core.output;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes whose standard output or standard error is gone, or is something else. */
@ExtendWith(CleanExit.class)
class StandardStreamsTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    @AfterEach
    void dropSpares() {
        ForkserverStarter.dropSpares();
    }

    private void assertSets(ChildProcess process) throws InterruptedException {
        process.start();
        assertThat(process.join(LONG)).isTrue();
        assertThat(process.exitCode()).hasValue(0);
        assertThat(folder.resolve("event")).hasContent("set");
    }

    private String event() {
        return folder.resolve("event").toString();
    }

    @ParameterizedTest
    @CsvSource({
        "SPAWN,out,true", "SPAWN,out,false", "SPAWN,err,true", "SPAWN,err,false",
        "FORKSERVER,out,true", "FORKSERVER,out,false", "FORKSERVER,err,true", "FORKSERVER,err,false",
        "THREAD,out,true", "THREAD,out,false", "THREAD,err,true", "THREAD,err,false"
    })
    @Conforms("_TestProcess.test_error_on_stdio_flush_1")
    void aParentWithoutAStreamStartsAChild(StartMethod method, String stream, boolean closed) throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        try {
            PrintStream lost = null;
            if (closed) {
                lost = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
                lost.close();
            }
            if (stream.equals("out")) {
                System.setOut(lost);
            } else {
                System.setErr(lost);
            }
            assertSets(context(method).process(Printing::set, event()));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SPAWN,out,true", "SPAWN,out,false", "SPAWN,err,true", "SPAWN,err,false",
        "FORKSERVER,out,true", "FORKSERVER,out,false", "FORKSERVER,err,true", "FORKSERVER,err,false"
    })
    @Conforms("_TestProcess.test_error_on_stdio_flush_2")
    void aChildMayLoseAStream(StartMethod method, String stream, boolean closed) throws Exception {
        assertSets(context(method).process(Printing::loseStream, stream, closed, event()));
    }

    @ParameterizedTest
    @EnumSource(names = {"SPAWN", "FORKSERVER"})
    @Conforms("_TestSubclassingProcess.test_stderr_flush")
    void theTraceOfAFailureIsInTheFileThatTheChildWritesErrorsTo(StartMethod method) throws Exception {
        Path file = folder.resolve("errors");
        ChildProcess process = context(method).process(Printing::divideWithErrorsInFile, file.toString());
        process.start();
        assertThat(process.join(LONG)).isTrue();

        assertThat(process.exitCode()).hasValue(1);
        assertThat(Files.readString(file))
                .contains("java.lang.ArithmeticException: / by zero")
                .containsPattern("Printing\\.divideWithErrorsInFile\\(Printing\\.java:\\d+\\)");
    }
}
