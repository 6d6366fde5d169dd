package io.multiproc.core.faults;

import static io.multiproc.Multiprocessing.activeChildren;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessSettings;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to end, for each way to start, for a plain process, a daemon and a subclass. */
@ExtendWith(CleanExit.class)
class EndingsTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    static Stream<Arguments> endings() {
        return Arrays.stream(StartMethod.values())
                .flatMap(method -> Arrays.stream(Ending.values())
                        .filter(ending -> method != StartMethod.THREAD || ending.isOneOfThreads())
                        .map(ending -> Arguments.of(method, ending)));
    }

    @AfterEach
    void dropSpares() {
        ForkserverStarter.dropSpares();
    }

    @ParameterizedTest
    @MethodSource("endings")
    void haveTheirExitCodesAndWords(StartMethod method, Ending ending) throws Exception {
        List<ChildProcess> kinds = List.of(
                plain(method, ending, false), plain(method, ending, true), new Ends(settings(method, ending), ending));
        for (ChildProcess child : kinds) {
            if (method == StartMethod.FORKSERVER && !ending.hasJvmOfItsOwn()) {
                startInSpare(child);
            } else {
                child.start();
            }
        }
        for (ChildProcess child : kinds) {
            assertThat(child.join(LONG)).as("%s ended in time", child).isTrue();
            assertThat(child.exitCode()).as("%s", child).hasValue(ending.exitCode());
            assertThat(child.toString()).contains("stopped: " + ending.words());
            assertThat(child.isAlive()).isFalse();
            assertThat(activeChildren()).doesNotContain(child);
            assertThat(child.crashReport().isPresent()).isEqualTo(ending == Ending.NATIVE_CRASH);
            child.crashReport().ifPresent(report -> assertThat(report).contains("SIGSEGV", "JRE version"));
            child.close();
        }
    }

    /** There may be one spare only. */
    private static void startInSpare(ChildProcess child) throws Exception {
        ForkserverStarter.sparesStandBy().get();
        Set<Long> before =
                ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
        child.start();
        assertThat(before).as("pids of the spares").contains(child.pid().orElseThrow());
    }

    private ChildProcess plain(StartMethod method, Ending ending, boolean daemon) {
        return ChildProcess.builder(settings(method, ending)).daemon(daemon).target(Ending::happen, ending);
    }

    /** The report of a crash goes to the test's folder, in one of two ways. */
    private ProcessSettings settings(StartMethod method, Ending ending) {
        ProcessSettings settings = ProcessSettings.defaults()
                .startMethod(method)
                .jvmOptions(ending.jvmOptions().toArray(String[]::new));
        if (ending != Ending.NATIVE_CRASH) {
            return settings;
        }
        return method == StartMethod.SPAWN
                ? settings.directory(folder)
                : settings.jvmOptions("-XX:ErrorFile=" + folder.resolve("crash-%p.log"));
    }

    private static final class Ends extends ChildProcess {

        private final Ending ending;

        Ends(ProcessSettings settings, Ending ending) {
            super(settings);
            this.ending = ending;
        }

        @Override
        public void run() throws Exception {
            ending.happen();
        }
    }
}
