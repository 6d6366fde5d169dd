package io.multiproc.core.spawn;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.setExecutable;
import static io.multiproc.Multiprocessing.setForkserverPreload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.child.LocalHub;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.hub.LinkListener;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.Signals;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs that stand by. */
@ExtendWith(CleanExit.class)
class ForkserverTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    @BeforeEach
    void awaitSpares() throws Exception {
        ForkserverStarter.sparesStandBy().get();
    }

    @AfterEach
    void dropSpares() {
        setForkserverPreload(List.of());
        ForkserverStarter.dropSpares();
    }

    static void pass(String up, String go, String done) throws Exception {
        Programs.writePid(Path.of(up));
        Programs.awaitFile(Path.of(go));
        Programs.writeText(Path.of(done), "done");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static ChildProcess start(ChildProcess child) {
        child.start();
        return child;
    }

    private static void endsNormally(ChildProcess child) throws InterruptedException {
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
    }

    /** The JVMs that stand by: children that run nothing yet. */
    private static List<ProcessHandle> spares(ChildProcess... others) {
        List<Long> pids =
                Arrays.stream(others).map(child -> child.pid().getAsLong()).toList();
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .filter(child -> !pids.contains(child.pid()))
                .toList();
    }

    @Test
    void aProcessIsTheSpareThatStoodBy() throws Exception {
        long spare = spares().get(0).pid();
        ChildProcess child = start(context(StartMethod.FORKSERVER).process(Programs::returnNormally));

        assertThat(child.pid()).hasValue(spare);
        endsNormally(child);
    }

    /** A start is not what an interrupt is for. */
    @Test
    void anInterruptedThreadGetsTheSpareToo() throws Exception {
        long spare = spares().get(0).pid();
        Thread.currentThread().interrupt();
        ChildProcess child = start(context(StartMethod.FORKSERVER).process(Programs::returnNormally));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(child.pid()).hasValue(spare);
        endsNormally(child);
    }

    /** They run the one that was chosen before. */
    @Test
    void anotherJavaHasOtherSpares() throws Exception {
        long spare = spares().get(0).pid();
        setExecutable(Path.of(System.getProperty("java.home"), "bin", "java"));
        ChildProcess child = start(context(StartMethod.FORKSERVER).process(Programs::returnNormally));

        assertThat(child.pid().getAsLong()).isNotEqualTo(spare);
        endsNormally(child);
    }

    @Test
    void aProcessWithAJvmOfItsOwnIsNoSpare() throws Exception {
        long spare = spares().get(0).pid();
        ChildProcess child = start(context(StartMethod.FORKSERVER)
                .processBuilder()
                .environment("COLOUR", "blue")
                .directory(folder)
                .jvmOptions("-Dsize=big")
                .target(
                        to -> Programs.writeText(
                                Path.of(to),
                                System.getenv("COLOUR") + System.getProperty("size") + Files.exists(Path.of("here"))),
                        file("seen")));
        Files.createFile(folder.resolve("here"));

        assertThat(child.pid().getAsLong()).isNotEqualTo(spare);
        assertThat(child.join(LONG)).isTrue();
        assertThat(folder.resolve("seen")).content().startsWith("bluebig");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9})
    @Conforms({"_TestProcess.test_forkserver_sigint", "_TestProcess.test_forkserver_sigkill"})
    void processesStartAfterTheSparesWereSignalled(int signal) throws Exception {
        ChildProcess first = start(
                context(StartMethod.FORKSERVER).process(ForkserverTest::pass, file("up1"), file("go"), file("done1")));
        ForkserverStarter.sparesStandBy().get();
        List<ProcessHandle> spares = spares(first);
        for (ProcessHandle spare : spares) {
            Signals.send(Integer.toString(signal), spare.pid());
        }
        // a signal that comes later would be one to the process itself
        Awaitility.await().atMost(LONG).until(() -> spares.stream().noneMatch(ProcessHandle::isAlive));

        ChildProcess second = start(
                context(StartMethod.FORKSERVER).process(ForkserverTest::pass, file("up2"), file("go"), file("done2")));
        Files.createFile(folder.resolve("go"));
        endsNormally(second);
        endsNormally(first);
        assertThat(folder.resolve("done1")).exists();
        assertThat(folder.resolve("done2")).exists();
    }

    @Test
    void aSpareThatDoesNotAnswerIsNotWaitedFor() throws Exception {
        long spare = spares().get(0).pid();
        Signals.stop(spare);
        ChildProcess child = start(context(StartMethod.FORKSERVER).process(Programs::returnNormally));

        assertThat(child.pid().getAsLong()).isNotEqualTo(spare);
        endsNormally(child);
        Awaitility.await()
                .atMost(LONG)
                .until(() -> ProcessHandle.of(spare)
                        .map(process -> !process.isAlive())
                        .orElse(true));
    }

    @Test
    @Conforms("MiscTestCase.test_preload_main")
    void sparesInitializeThePreloadedClassBeforeTheyAreNeeded() throws Exception {
        ChildJvm.Result result =
                ChildJvm.of(Preloaded.class, file("initialized")).run(LONG);

        assertThat(result.output()).isEqualToNormalizingNewlines("initialized before\ninitialized before\n");
        assertThat(result.exitCode()).isZero();
    }

    /** The one way in which a program can tell this library of more is the property that names its class path. */
    @Test
    @Conforms("_TestSpawnedSysPath.test_child_sys_path")
    @Conforms("_TestSpawnedSysPath.test_forkserver_preload_imports_sys_path")
    void aClassPathThatTheProgramHasExtendedIsThatOfItsChildren() throws Exception {
        Path source = Files.createDirectories(folder.resolve("source/added")).resolve("There.java");
        Files.writeString(
                source, "package added; class There { static { System.setProperty(\"added.There\", \"\"); } }");
        assertThat(ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(System.out, System.err, "-proc:none", "-d", file("added"), source.toString()))
                .isZero();
        ChildJvm.Result result =
                ChildJvm.of(ExtendingProgram.class, file("added")).run(LONG);

        assertThat(result.output())
                .isEqualToNormalizingNewlines("SPAWN added.There: found\nFORKSERVER added.There: initialized before\n");
        assertThat(result.exitCode()).isZero();
    }

    /** Tries to start a process when it is initialized. */
    static final class StartsAtLoad {

        static final String OUTCOME = start();

        private StartsAtLoad() {}

        private static String start() {
            try {
                context(StartMethod.SPAWN).process(Programs::returnNormally).start();
                return "started";
            } catch (IllegalStateException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    static void tellOutcome(String file) throws Exception {
        Programs.writeText(Path.of(file), StartsAtLoad.OUTCOME);
    }

    /** Each spare would start one. */
    @Test
    void aPreloadedClassCannotStartProcesses() throws Exception {
        setForkserverPreload(List.of(StartsAtLoad.class.getName()));
        ForkserverStarter.sparesStandBy().get();
        ChildProcess child =
                start(context(StartMethod.FORKSERVER).process(ForkserverTest::tellOutcome, file("outcome")));

        endsNormally(child);
        assertThat(folder.resolve("outcome"))
                .content()
                .startsWith("process 'multiproc-spare' is still loading its own work and cannot start");
    }

    @Test
    void aPreloadedClassThatDoesNotExistIsIgnored() throws Exception {
        setForkserverPreload(List.of("no.such.Thing"));
        ForkserverStarter.sparesStandBy().get();
        ChildProcess child = start(context(StartMethod.FORKSERVER).process(Programs::returnNormally));

        endsNormally(child);
    }

    @Test
    @Conforms({"MiscTestCase.test_preload_main_large_sys_argv", "MiscTestCase.test_preload_main_sys_argv"})
    void aProgramWithVeryManyArgumentsHasSparesAndGivesThemArguments() throws Exception {
        String[] arguments =
                IntStream.range(0, 5002).mapToObj(i -> "argument-number-" + i).toArray(String[]::new);
        ChildJvm.Result result = ChildJvm.of(ManyArguments.class, arguments).run(LONG);

        assertThat(result.output())
                .isEqualToNormalizingNewlines(
                        "5002 argument-number-5001\nworked with argument-number-0 argument-number-1\n");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void sparesThatNobodyNeedsForLongAreGivenUp() throws Exception {
        try (ChildJvm.Running program = ChildJvm.of(ManyArguments.class, "stay")
                .jvmOptions("-Dmultiproc.forkserver.idle=1")
                .start()) {
            program.awaitOutput("stays", LONG);

            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> program.process().descendants().findAny().isEmpty());
            assertThat(program.process().isAlive()).isTrue();
            program.process().destroy(); // one that is killed leaves its files to others, and there are none
            assertThat(program.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void sparesEndWithTheProgramThatIsKilled() throws Exception {
        try (ChildJvm.Running program = ChildJvm.of(ManyArguments.class, "stay").start()) {
            program.awaitOutput("stays", LONG);
            List<ProcessHandle> spares = program.process().descendants().toList();
            assertThat(spares).isNotEmpty();
            program.process().destroyForcibly().waitFor();

            Awaitility.await().atMost(LONG).until(() -> spares.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    /** Only there does the JDK let a program look on while it creates a process. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_22)
    void oneThatIsBeingCreatedEndsWithItsProgram() throws Exception {
        ChildJvm.Result result = ChildJvm.of(EndingWhileASpareStarts.class).run(LONG);

        assertThat(result.output()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    /** Ends without any hook when its spares are at whatever point of their start. */
    static final class HaltedProgram {

        private HaltedProgram() {}

        public static void main(String[] arguments) throws InterruptedException {
            ChildProcess child = context(StartMethod.FORKSERVER).process(Programs::returnNormally);
            child.start();
            child.join();
            Thread.sleep(Integer.parseInt(arguments[0]));
            Runtime.getRuntime().halt(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 100})
    void oneThatIsStartingSaysNothingWhenItsProgramIsGone(int millis) throws Exception {
        ChildJvm.Result result =
                ChildJvm.of(HaltedProgram.class, Integer.toString(millis)).run(LONG);

        assertThat(result.output()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    @Conforms({"_TestProcess.test_forkserver_auth_is_enabled", "_TestProcess.test_forkserver_without_auth_fails"})
    void whoeverConnectsHasToKnowAKey() throws Exception {
        Ipc ipc = LocalHub.get();
        LinkTicket ticket = LocalHub.newTicket();
        LinkTicket wrong = new LinkTicket(ticket.childId(), LinkTicket.issue(0).key());
        CountDownLatch closed = new CountDownLatch(1);
        ipc.links().expect(ticket, LinkKind.CONTROL, new Bare(closed));

        assertThat(ipc.address()).exists();
        assertThat(ticket.key()).hasSizeGreaterThan(15);
        assertThatThrownBy(() -> Endpoint.connect(ipc.address(), wrong, LinkKind.CONTROL))
                .isInstanceOf(HandshakeException.class);
        Endpoint.connect(ipc.address(), ticket, LinkKind.CONTROL).close();
        assertThat(closed.await(50, TimeUnit.SECONDS)).isTrue();
        endsNormally(start(context(StartMethod.FORKSERVER).process(Programs::returnNormally)));
    }

    /** Says nothing and is told the end. */
    private record Bare(CountDownLatch ended) implements LinkListener {

        @Override
        public void opened(Link link) {
            assertThat(ended.getCount()).isPositive();
        }

        @Override
        public void received(Frame frame) {
            throw new AssertionError("a bare client sent " + frame.type());
        }

        @Override
        public void closed(@Nullable IOException error) {
            ended.countDown();
        }
    }
}
