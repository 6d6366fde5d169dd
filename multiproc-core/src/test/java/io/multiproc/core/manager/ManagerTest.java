package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.manager;
import static io.multiproc.Multiprocessing.managerBuilder;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerClosedException;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessException;
import io.multiproc.process.StartMethod;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a manager. */
@ExtendWith(CleanExit.class)
class ManagerTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    static void setProperty() {
        System.setProperty("test.initialized", "yes");
    }

    static void failToInitialize() {
        throw new IllegalStateException("no such database");
    }

    static void ignoreTermination() {
        Runtime.getRuntime().addShutdownHook(new Thread(ManagerTest::hang));
    }

    private static void hang() {
        Object never = new Object();
        synchronized (never) {
            while (true) {
                try {
                    never.wait();
                } catch (InterruptedException e) {
                    continue;
                }
            }
        }
    }

    /** Looks into the server. */
    interface Probe {

        String property(String name);
    }

    /** In the server. */
    static final class SystemProbe implements Probe {

        @Override
        public String property(String name) {
            return System.getProperty(name, "none");
        }
    }

    @AfterEach
    void dropSpares() throws Exception {
        ForkserverStarter.sparesStandBy().get();
        ForkserverStarter.dropSpares();
    }

    @ParameterizedTest
    @EnumSource(StartMethod.class)
    void servesFromItsStartToItsShutdown(StartMethod method) throws Exception {
        Manager manager = context(method).manager();
        List<Integer> list = manager.list(List.of(1, 2));
        list.add(3);
        assertThat(list).containsExactly(1, 2, 3);
        assertThat(manager.isAlive()).isTrue();
        assertThat(manager.join(Duration.ZERO)).isFalse();

        manager.shutdown();
        manager.shutdown();
        assertThat(manager.isAlive()).isFalse();
        assertThat(manager.join(LONG)).isTrue();
        manager.join();
        assertThatThrownBy(() -> list.add(4))
                .isInstanceOf(ManagerClosedException.class)
                .hasMessageContaining("was shut down: List.add");
        assertThatThrownBy(manager::list).isInstanceOf(ManagerClosedException.class);
        assertThat(manager.toString()).contains("ended");
    }

    @Test
    @Conforms("_TestMyManager.test_mymanager_context_prestarted")
    void endsWithItsScope() {
        Manager manager;
        try (Manager inScope =
                managerBuilder().name("keeper").shutdownTimeout(LONG).build()) {
            manager = inScope;
            assertThat(inScope.name()).isEqualTo("keeper");
            assertThat(inScope.dict()).isEmpty();
        }
        assertThat(manager.exitCode()).hasValue(0);
    }

    @Test
    void runsTheInitializerBeforeItServes() {
        try (Manager manager = managerBuilder()
                .initializer(ManagerTest::setProperty)
                .types(ManagedTypes.none().with(Probe.class, SystemProbe::new))
                .build()) {
            assertThat(manager.create(Probe.class).property("test.initialized")).isEqualTo("yes");
        }
    }

    @Test
    void anInitializerThatFailsLeavesNothing() {
        assertThatThrownBy(() -> managerBuilder()
                        .initializer(ManagerTest::failToInitialize)
                        .build())
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("no such database")
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void isKilledIfItDoesNotEnd() {
        Manager manager = managerBuilder()
                .initializer(ManagerTest::ignoreTermination)
                .shutdownTimeout(Duration.ofMillis(200))
                .build();
        manager.shutdown();
        assertThat(manager.isAlive()).isFalse();
        assertThat(manager.exitCode()).isPresent();
    }

    /** In a child. */
    static void startServer(ProcessQueue<Long> pids, boolean stay) throws InterruptedException {
        Manager manager = manager();
        manager.list().add(1);
        pids.put(manager.pid());
        if (stay) {
            Programs.sleepForever();
        }
    }

    @Test
    void endsWithItsProgramHoweverThatEnds() throws Exception {
        ProcessQueue<Long> pids = queue();
        ChildProcess killed = process(ManagerTest::startServer, pids, true);
        killed.start();
        long orphan = pids.get(LONG);
        killed.kill();
        assertThat(killed.join(LONG)).isTrue();
        awaitEnd(orphan);

        ChildProcess ending = process(ManagerTest::startServer, pids, false);
        ending.start();
        long server = pids.get(LONG);
        assertThat(ending.join(LONG)).isTrue();
        assertThat(ending.exitCode()).hasValue(0);
        awaitEnd(server);
    }

    private static void awaitEnd(long pid) {
        Awaitility.await()
                .atMost(LONG)
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    @EnabledOnOs(OS.LINUX) // signals that are under way are seen in /proc
    void ignoresCtrlC() throws Exception {
        try (Manager manager = managerBuilder().shutdownTimeout(LONG).build()) {
            List<Integer> list = manager.list();
            String pid = Long.toString(manager.pid());
            assertThat(new ProcessBuilder("kill", "-INT", pid)
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
            Path status = Path.of("/proc", pid, "status");
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> Files.readString(status).contains("\nShdPnd:\t0000000000000000\n"));
            for (int i = 0; i < 1000; i++) {
                list.add(i);
            }
            assertThat(list).hasSize(1000);
            manager.shutdown();
            assertThat(manager.exitCode()).hasValue(0);
        }
    }
}
