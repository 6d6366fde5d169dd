package io.multiproc.core.spawn;

import static io.multiproc.Multiprocessing.currentProcess;
import static io.multiproc.Multiprocessing.poolBuilder;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which classes a child loads on its way to the program's code. */
@ExtendWith(CleanExit.class)
class ChildClassesTest {

    @TempDir
    Path folder;

    @Test
    void aProcessLoadsNoNetty() throws Exception {
        Path log = folder.resolve("classes");
        ChildProcess child =
                processBuilder().jvmOptions("-Xlog:class+load:file=" + log).target(Programs::returnNormally);
        child.start();
        child.join();

        assertLoadedWithoutNetty(log, "io.multiproc.testkit.programs.Programs ");
    }

    @Test
    void aWorkerLoadsNoNetty() throws Exception {
        Path log = folder.resolve("classes");
        try (ProcessPool pool = poolBuilder()
                .processes(1)
                .jvmOptions("-Xlog:class+load:file=" + log)
                .build()) {
            pool.apply(Integer::sum, 1, 2);
        }

        assertLoadedWithoutNetty(log, "io.multiproc.core.pool.worker.WorkerLoop ");
    }

    /** To look for it takes opening each jar of the class path, also behind the one where it is found. */
    @Test
    void aProcessDoesNotLookForTheImplementation() throws Exception {
        ChildProcess child = process(ChildClassesTest::useTheApi);
        child.start();
        child.join();

        assertThat(child.exitCode()).hasValue(0);
    }

    private static void useTheApi() throws IOException {
        String other = process(Programs::returnNormally).name();
        Set<String> unopened = Stream.of(System.getProperty("java.class.path").split(":", -1))
                .filter(element -> element.endsWith(".jar"))
                .collect(Collectors.toCollection(HashSet::new));
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) { // the listing's own is gone
                    unopened.remove(Files.readSymbolicLink(descriptor).toString());
                }
            }
        }
        if (unopened.isEmpty() || currentProcess().name().equals(other)) {
            throw new IllegalStateException("opened all jars, or two processes of one name");
        }
    }

    private static void assertLoadedWithoutNetty(Path log, String reached) throws Exception {
        assertThat(Files.readString(log))
                .contains(reached)
                .contains("com.esotericsoftware.kryo")
                .doesNotContain("io.netty.")
                .doesNotContain("java.util.logging.")
                .doesNotContain("javax.crypto.Mac ")
                .doesNotContain("SpawnMain$$Lambda"); // linking one takes a millisecond
    }
}
