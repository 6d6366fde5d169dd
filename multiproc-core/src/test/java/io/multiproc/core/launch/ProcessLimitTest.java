package io.multiproc.core.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * No process id is left: the error says so, and the program goes on. The limit does not hold for root, so another user
 * is played.
 */
@ExtendWith(CleanExit.class)
class ProcessLimitTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int ROOT = 0;
    private static final List<String> AS_NOBODY =
            List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    @TempDir
    Path folder;

    @BeforeEach
    void onlyRootCan() throws Exception {
        assumeTrue(
                Files.getAttribute(folder, "unix:uid").equals(ROOT)
                        && Files.isExecutable(Path.of(AS_NOBODY.get(0)))
                        && exitCode(nobodys("prlimit", "--version")) == 0,
                "only root can play another user");
    }

    @Test
    void aProgramThatMayHaveNoMoreProcessesIsToldAndGoesOn() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (ChildJvm.Running program = ChildJvm.of(AtTheLimit.class, folder.toString())
                .javaHome(javaOfNobody())
                .classPath(readableClassPath())
                // the JVM itself complains in between where it can have no more threads, say for its common pool
                .jvmOptions("-Dmultiproc.dir=" + run, "-Xlog:os+thread=off")
                .start()) {
            program.awaitOutput("watched ", LONG);
            limit(program, "1");
            Files.createFile(folder.resolve("limited"));
            program.awaitOutput("waits\n", LONG);
            killWatched(program.output());
            program.awaitOutput("goes on", LONG);
            limit(program, "2000");
            Files.createFile(folder.resolve("lifted"));
            ChildJvm.Result result = program.await(LONG);

            assertThat(result.exitCode()).isZero();
            assertThat(result.output().lines().toList()).first().isEqualTo("exit code 0");
            assertThat(result.output())
                    .contains("refused, exit code OptionalInt.empty: cannot create process next: no process id is left"
                            + " for this user or container (see ulimit -u and pids.max): Cannot run program ")
                    .contains("Resource temporarily unavailable")
                    .contains("\ncommand: ")
                    .contains("io.multiproc.core.spawn.SpawnMain\n")
                    // though there was no thread to be had to tell of its end
                    .endsWith("watched: -9\ngoes on, children []\nexit code 0\n");
        }
    }

    private static void killWatched(String output) {
        Matcher watched = Pattern.compile("watched (\\d+)\n").matcher(output);
        assertThat(watched.find()).isTrue();
        assertThat(ProcessHandle.of(Long.parseLong(watched.group(1)))
                        .orElseThrow()
                        .destroyForcibly())
                .isTrue();
    }

    /** By a process of the same user, who may change the soft limit as it likes. */
    private static void limit(ChildJvm.Running program, String most) throws Exception {
        String pid = String.valueOf(program.process().pid());
        assertThat(exitCode(nobodys("prlimit", "--pid", pid, "--nproc=" + most + ":")))
                .isZero();
    }

    private static List<String> nobodys(String... command) {
        List<String> all = new ArrayList<>(AS_NOBODY);
        all.addAll(List.of(command));
        return all;
    }

    private static int exitCode(List<String> command) throws Exception {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
    }

    /** Becomes another user, and then the JVM. */
    private Path javaOfNobody() throws IOException {
        Path home = folder.resolve("jdk");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\nexec %s %s \"$@\"\n"
                        .formatted(
                                String.join(" ", AS_NOBODY), Path.of(System.getProperty("java.home"), "bin", "java")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    /** Copies: the libraries may be in root's own folder. */
    private String readableClassPath() throws IOException {
        List<Path> jars = new ArrayList<>();
        jars.add(Library.jarOf(folder.resolve("program.jar"), List.of(), AtTheLimit.class));
        for (Path element : Library.elements()) {
            Path jar = folder.resolve(jars.size() + ".jar");
            jars.add(Library.copy(element, jar));
        }
        for (Path jar : jars) {
            Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        }
        return Library.join(jars.stream());
    }
}
