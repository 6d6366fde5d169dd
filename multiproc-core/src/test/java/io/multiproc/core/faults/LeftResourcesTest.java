package io.multiproc.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.StartMethod;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What becomes of locks, queues and their files that a program does not close. Python has a process that tracks them;
 * here they live in the run directories of those who made them.
 */
@ExtendWith(CleanExit.class)
class LeftResourcesTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @ParameterizedTest
    @EnumSource(names = {"SPAWN", "FORKSERVER"})
    @Conforms("TestStartMethod.test_preload_resources")
    @Conforms("TestNamedResource.test_global_named_resource_spawn")
    @Conforms("TestResourceTracker.test_resource_tracker_exit_code")
    void aLockThatIsMadeWhenAClassIsLoadedNeitherComplainsNorChangesTheExitCode(StartMethod method) throws Exception {
        ChildJvm.Result result = ChildJvm.of(LockAtLoad.class, method.name()).run(LONG);

        assertThat(result.output()).isEqualToNormalizingNewlines("ok\nok\n");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    @Conforms("TestResourceTracker.test_resource_tracker_sigint")
    @Conforms("TestResourceTracker.test_resource_tracker_sigterm")
    @Conforms("TestResourceTracker.test_resource_tracker_sigkill")
    @Conforms("TestResourceTracker.test_resource_tracker_reused")
    void noProcessLooksAfterResourcesThatCouldBeSignalled() throws Exception {
        try (ChildJvm.Running program =
                ChildJvm.of(LockAtLoad.class, "SPAWN", "stay").start()) {
            program.awaitOutput("stays", LONG);

            assertThat(program.process().descendants().filter(ProcessHandle::isAlive))
                    .isEmpty();
            terminate(program);
        }
    }

    @Test
    @Conforms("TestResourceTracker.test_resource_tracker")
    void ofAProgramThatIsTerminatedNothingIsLeftEvenIfSomeAreGoneAlready() throws Exception {
        try (ChildJvm.Running program =
                ChildJvm.of(LockAtLoad.class, "SPAWN", "stay").start()) {
            program.awaitOutput("stays", LONG);
            Path directory = runDirectory(program.process().pid());
            List<Path> files = filesIn(directory);
            assertThat(files).hasSizeGreaterThan(1);
            Files.delete(files.get(0));
            program.process().destroy();

            assertThat(program.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            Awaitility.await().atMost(LONG).until(() -> Files.notExists(directory));
            assertThat(program.output()).isEqualToNormalizingNewlines("ok\nok\nstays\n");
        }
    }

    private static void terminate(ChildJvm.Running program) throws InterruptedException {
        program.process().destroy();
        assertThat(program.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private static Path runDirectory(long pid) throws Exception {
        Path parent = Path.of("/dev/shm", "multiproc-" + System.getProperty("user.name"));
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, pid + "-*")) {
            return directories.iterator().next();
        }
    }

    private static List<Path> filesIn(Path directory) throws Exception {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(file -> !Files.isDirectory(file)).sorted().toList();
        }
    }
}
