package io.multiproc.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessOutput;
import io.multiproc.process.ProcessSettings;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way to end, for each way to start, for a plain process, a daemon and a subclass: exit code, words, nothing left.
 */
@ExtendWith(CleanExit.class)
class EndingsTest {

    private static final int LONGER_SECONDS = 300;

    /** Shared by many processes, one after the other. */
    private static final Duration LONGER = Duration.ofSeconds(LONGER_SECONDS - 20);

    @TempDir
    Path folder;

    static List<Ending> endings() {
        return Ending.certain();
    }

    @ParameterizedTest
    @MethodSource("endings")
    void ofJvmsOfTheirOwn(Ending ending) throws Exception {
        Map<Kind, Ended> all = new EnumMap<>(Kind.class);
        for (Kind kind : ending.kinds()) {
            ChildProcess child = kind.process(settings(kind, ending), ending);
            child.start();
            all.put(kind, new Ended(child, ending));
        }
        for (Kind kind : ending.kinds()) {
            Ended ended = all.get(kind);
            ended.awaitAndCheck();
            ended.checkWords(Files.readString(output(kind)), Files.readString(errors(kind)));
            ended.child().close();
        }
    }

    /** What the JVM itself leaves, such as the report of a crash, goes to the test's folder. */
    private ProcessSettings settings(Kind kind, Ending ending) {
        ProcessSettings settings = ProcessSettings.defaults()
                .startMethod(StartMethod.SPAWN)
                .directory(folder)
                .output(ProcessOutput.toFile(output(kind)))
                .errorOutput(ProcessOutput.toFile(errors(kind)));
        return ending == Ending.HEAP_EXHAUSTED ? settings.jvmOptions("-Xmx24m") : settings;
    }

    private Path output(Kind kind) {
        return folder.resolve(kind + ".out");
    }

    private Path errors(Kind kind) {
        return folder.resolve(kind + ".err");
    }

    /** A program each, side by side. */
    @Test
    @Timeout(LONGER_SECONDS)
    void ofJvmsThatStoodBy() throws Exception {
        Map<Kind, ChildJvm.Running> programs = new EnumMap<>(Kind.class);
        try {
            for (Kind kind : Kind.values()) {
                programs.put(
                        kind,
                        ChildJvm.of(EndingsProgram.class, kind.name())
                                .directory(folder)
                                .jvmOptions("-Xmx64m") // its processes' too
                                .start());
            }
            for (Map.Entry<Kind, ChildJvm.Running> program : programs.entrySet()) {
                ChildJvm.Result result = program.getValue().await(LONGER);
                assertThat(result.output())
                        .as("%s", program.getKey())
                        .endsWith("all "
                                + EndingsProgram.endings(program.getKey()).size() + " ended as they should\n");
                assertThat(result.exitCode()).isZero();
            }
        } finally {
            for (ChildJvm.Running program : programs.values()) {
                program.close();
            }
        }
    }

    static Stream<Ending> endingsOfThreads() {
        return Stream.of(Ending.values()).filter(Ending::isOneOfThreads);
    }

    @ParameterizedTest
    @MethodSource("endingsOfThreads")
    void ofThreads(Ending ending) throws Exception {
        for (Kind kind : Kind.values()) {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            ByteArrayOutputStream errors = new ByteArrayOutputStream();
            PrintStream outputBefore = System.out;
            PrintStream errorsBefore = System.err;
            System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
            try (ChildProcess child =
                    kind.process(ProcessSettings.defaults().startMethod(StartMethod.THREAD), ending)) {
                child.start();
                Ended ended = new Ended(child, ending);
                ended.awaitAndCheck();
                ended.checkWords(output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
            } finally {
                System.setOut(outputBefore);
                System.setErr(errorsBefore);
            }
        }
    }
}
