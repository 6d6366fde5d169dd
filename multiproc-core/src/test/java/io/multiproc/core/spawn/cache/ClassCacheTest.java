package io.multiproc.core.spawn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.launch.CacheProgram;
import io.multiproc.core.launch.Library;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whole programs, with a cache that two have made before them, which started together: making one takes ten JVMs. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class ClassCacheTest {

    private static final Duration LONG = Duration.ofSeconds(120);

    private static final String OURS = "io.multiproc.core.spawn.SpawnMain source: ";
    private static final String ARCHIVE = "shared objects file";

    @TempDir
    static Path common;

    private static Jars jars;
    private static Path made;

    @TempDir
    Path folder;

    private Path cache;
    private Path log;

    @BeforeAll
    static void makeAnArchive() throws Exception {
        jars = Jars.in(Files.createDirectory(common.resolve("jars")));
        made = common.resolve("cache");
        try (ChildJvm.Running one = maker("one").start();
                ChildJvm.Running two = maker("two").start()) {
            assertEndedWell(one.await(LONG));
            assertEndedWell(two.await(LONG));
        }
        assertThat(files(made))
                .singleElement()
                .satisfies(file -> assertThat(file.toString()).endsWith(".jsa"));
    }

    private static ChildJvm maker(String name) {
        return jars.run(
                made,
                "child",
                common.resolve(name + ".first").toString(),
                "archive",
                "child",
                common.resolve(name + ".second").toString());
    }

    @BeforeEach
    void copyTheCache() throws IOException {
        cache = Files.createDirectory(
                folder.resolve("cache"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        log = folder.resolve("log");
        Path archive = files(made).get(0);
        Files.copy(archive, cache.resolve(archive.getFileName()));
    }

    @Test
    void aFirstProgramStartsChildrenWithoutItAndUsesWhatItHasHadMade() {
        for (String program : List.of("one", "two")) {
            assertThat(common.resolve(program + ".first"))
                    .content()
                    .contains(OURS)
                    .doesNotContain(OURS + ARCHIVE);
            assertThat(common.resolve(program + ".second")).content().contains(OURS + ARCHIVE);
        }
    }

    @Test
    void anArchiveIsPrivate() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void aProcessUsesIt() throws Exception {
        run(jars.run(cache, "child", log.toString()));
        assertThat(log)
                .content()
                .contains(OURS + ARCHIVE)
                .contains("io.multiproc.ipc.codec.kryo.KryoCodec source: " + ARCHIVE)
                .contains("java.net.UnixDomainSocketAddress source: " + ARCHIVE);
    }

    @Test
    void aWorkerUsesIt() throws Exception {
        run(jars.run(cache, "worker", log.toString()));
        assertThat(log).content().contains("io.multiproc.core.pool.worker.WorkerLoop source: " + ARCHIVE);
    }

    @Test
    void aWorkerWithALimitedHeapUsesTheSameOne() throws Exception {
        run(jars.run(cache, "small-worker", log.toString()));
        assertThat(log).content().contains("io.multiproc.core.pool.worker.WorkerLoop source: " + ARCHIVE);
        assertThat(files(cache)).hasSize(1);
    }

    @Test
    void isUsedButNotMadeWhenItMayOnlyBeRead() throws Exception {
        run(jars.run(cache, "child", log.toString()).jvmOptions("-Dmultiproc.cache=read-only"));
        assertThat(log).content().contains(OURS + ARCHIVE);

        Path empty = folder.resolve("empty");
        ChildJvm.Result result =
                jars.prepare(empty).jvmOptions("-Dmultiproc.cache=read-only").run(LONG);
        assertThat(result.output()).contains("class cache not in use");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(files(empty)).isEmpty();
    }

    @Test
    void isMadeAheadOfTheFirstProgram() throws Exception {
        Path fresh = folder.resolve("fresh");
        ChildJvm.Result result = jars.prepare(fresh).run(LONG);
        assertThat(result.output()).contains("class cache in use");
        assertThat(result.exitCode()).isZero();
        run(jars.run(fresh, "child", log.toString()));
        assertThat(log).content().contains(OURS + ARCHIVE);
    }

    /** The training would want the port that its program has. */
    @Test
    void isMadeAlsoByAProgramThatHasADebugPortFromItsEnvironment() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ChildJvm.Result result = jars.run(
                        folder.resolve("fresh"), "child", log + ".1", "archive", "child", log.toString())
                .environment(
                        "JAVA_TOOL_OPTIONS",
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + port)
                .run(LONG);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(log).content().contains(OURS + ARCHIVE);
    }

    @Test
    void isNotUsedWhenAJarHasChanged() throws Exception {
        FileTime before = Files.getLastModifiedTime(jars.program());
        try {
            Files.setLastModifiedTime(jars.program(), FileTime.fromMillis(0));
            run(jars.run(cache, "child", log.toString()));
        } finally {
            Files.setLastModifiedTime(jars.program(), before);
        }
        assertThat(log).content().contains(OURS).doesNotContain(OURS + ARCHIVE);
    }

    @Test
    void isNotUsedWhenDamaged() throws Exception {
        Path archive = files(cache).get(0);
        byte[] bytes = Files.readAllBytes(archive);
        for (int i = bytes.length / 2; i < bytes.length / 2 + 100_000; i++) {
            bytes[i] ^= 0x5a;
        }
        replace(archive, bytes);
        run(jars.run(cache, "child", log.toString()));
        assertThat(log).content().contains(OURS).doesNotContain(OURS + ARCHIVE);
    }

    @Test
    void isNotUsedInAFolderThatOthersCanWriteTo() throws Exception {
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwx---"));
        run(jars.run(cache, "child", log.toString()));
        assertThat(log).content().contains(OURS).doesNotContain(OURS + ARCHIVE);
        assertThat(files(cache)).hasSize(1);
    }

    @Test
    void isNeitherUsedNorMadeWhenSwitchedOff() throws Exception {
        run(jars.run(cache, "child", log.toString()).jvmOptions("-Dmultiproc.cache=off"));
        assertThat(log).content().contains(OURS).doesNotContain(OURS + ARCHIVE);
        Path none = folder.resolve("none");
        run(jars.run(none, "child", log.toString()).jvmOptions("-Dmultiproc.cache=off"));
        assertThat(none).doesNotExist();
    }

    @Test
    void holdsTheJdksClassesWhenTheClassPathBeginsWithADirectory() throws Exception {
        Path directory = Library.directoryOf(folder.resolve("classes"), CacheProgram.class);
        Path fresh = folder.resolve("fresh");
        run(jars.run(fresh, "child", log + ".1", "archive", "child", log.toString())
                .classPath(directory + ":" + jars.classPath()));
        assertThat(log)
                .content()
                .contains("java.net.UnixDomainSocketAddress source: " + ARCHIVE)
                .contains(OURS)
                .doesNotContain(OURS + ARCHIVE);
    }

    @Test
    void isMadeAndUsedOnTheModulePathToo() throws Exception {
        Path fresh = folder.resolve("fresh");
        run(jars.runModule(fresh, "child", log + ".1", "archive", "child", log.toString()));
        assertThat(log).content().contains(OURS + ARCHIVE);
    }

    private static void replace(Path archive, byte[] content) throws IOException {
        Files.delete(archive);
        Files.write(archive, content);
    }

    private static void run(ChildJvm program) throws Exception {
        assertEndedWell(program.run(LONG));
    }

    /** Nothing but the program's own words: a JVM that does not like an archive keeps that to itself. */
    private static void assertEndedWell(ChildJvm.Result result) {
        assertThat(result.output().lines())
                .isSubsetOf(List.of("child speaks", "exit code 0", "squares [4, 9]", "end"))
                .endsWith("end");
        assertThat(result.exitCode()).isZero();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        }
    }
}
