package io.multiproc.core.spawn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a training when its program ends; that no process is left, the extension looks after. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class TrainingEndTest {

    private static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private Jars jars;
    private Path cache;

    @BeforeEach
    void makeJars() throws IOException {
        jars = Jars.in(Files.createDirectory(folder.resolve("jars")));
        cache = folder.resolve("cache");
    }

    @Test
    void aProgramThatEndsTakesItAlong() throws Exception {
        ChildJvm.Result result = jars.run(cache, "child", folder.resolve("log").toString(), "training")
                .run(LONG);
        assertThat(result.exitCode()).isZero();
        assertThat(files()).isEmpty();
    }

    @Test
    void aProgramThatIsTooShortDoesNotBegin() throws Exception {
        jars.run(cache, "child", folder.resolve("log").toString()).run(LONG);
        assertThat(files()).isEmpty();
    }

    @Test
    void aProgramThatIsKilledTakesItAlongAndTheNextOneRemovesItsFiles() throws Exception {
        try (ChildJvm.Running program = jars.run(
                        cache, "child", folder.resolve("log").toString(), "training", "forever")
                .start()) {
            ProcessHandle trainer = trainer();

            program.process().destroyForcibly().waitFor();

            Awaitility.await().atMost(LONG).until(() -> !trainer.isAlive());
        }
        jars.run(cache, "child", folder.resolve("log").toString())
                .run(LONG); // removes what the killed one left elsewhere
        // as a program does that is there long enough, before it has an archive made
        Awaitility.await().atMost(LONG).untilAsserted(() -> {
            CacheFolder.open(cache).removeLeftovers();
            assertThat(files()).isEmpty();
        });
    }

    @Test
    void aTrainerThatIsKilledLeavesNothingBehind() throws Exception {
        try (ChildJvm.Running program = jars.run(
                        cache, "child", folder.resolve("log").toString(), "training", "gone")
                .start()) {
            trainer().destroyForcibly();
            assertThat(program.await(LONG).exitCode()).isZero();
        }
        assertThat(files()).isEmpty();
    }

    /** Its program was killed just when it began: the end of its standard input is the first that it reads. */
    @Test
    void oneWhoseProgramIsGoneWhenItBeginsLeavesNothingBehind() throws Exception {
        Path runDirectories = Files.createDirectory(folder.resolve("run"));
        for (int i = 0; i < 5; i++) {
            ChildJvm.Result result = jars.training(cache, "key", "-")
                    .jvmOptions("-Dmultiproc.dir=" + runDirectories)
                    .run(LONG);
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(runDirectories).isEmptyDirectory();
        }
    }

    /** The process that makes an archive, when it has begun: its directory is named after it. */
    private ProcessHandle trainer() {
        Awaitility.await().atMost(LONG).until(() -> Files.isDirectory(cache) && !files().isEmpty());
        try {
            String name = files().get(0).getFileName().toString();
            return ProcessHandle.of(Long.parseLong(name.substring(0, name.indexOf('-'))))
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError("no training", e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(cache)) {
            return found.toList();
        }
    }
}
