package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A parent that is killed while its only child starts: the child removes what the parent has left. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class OrphanedStartTest {

    private static final int CANNOT_START = 70;

    @TempDir
    private Path base;

    private Process parent;
    private Path directory;
    private StartTicket ticket;

    /** Stands for a parent: its hub is in this test. */
    @BeforeEach
    void startParent() throws IOException {
        parent = new ProcessBuilder("sleep", "1000").start();
        directory = Files.createDirectory(base.resolve(RunDirectory.identityOf(parent.pid())));
        ticket = new StartTicket(directory.resolve("hub.sock"), LinkTicket.issue(1));
    }

    @AfterEach
    void killParent() throws InterruptedException {
        parent.destroyForcibly().waitFor();
    }

    @Test
    void beforeItConnects() throws Exception {
        Files.createFile(ticket.hub()); // a socket on which nobody listens looks like that
        killParent();
        awaitEndOf(child());
        assertThat(directory).doesNotExist();
    }

    @Test
    void beforeItIsLetIn() throws Exception {
        try (ServerSocketChannel hub = hub()) {
            Process child = child();
            try (SocketChannel link = hub.accept()) {
                assertThat(link.isConnected()).isTrue();
                killParent();
            }
            awaitEndOf(child);
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void beforeItKnowsWhatToDo() throws Exception {
        letInAndThen(link -> killParent());
        assertThat(directory).doesNotExist();
    }

    @Test
    void whileItPreparesAsASpare() throws Exception {
        letInAndThen(link -> {
            link.send(Preload.toFrame(List.of())); // nobody reads that it is ready
            killParent();
        });
        assertThat(directory).doesNotExist();
    }

    @Test
    void aParentThatLivesKeepsItsDirectory() throws Exception {
        letInAndThen(link -> {});
        assertThat(ticket.hub()).exists();
    }

    /** What happens to a child that was let in, before its link ends. */
    private interface Fate {

        void befall(Endpoint link) throws Exception;
    }

    private void letInAndThen(Fate fate) throws Exception {
        try (ServerSocketChannel hub = hub()) {
            Process child = child();
            try (Endpoint link = Endpoint.accepted(hub.accept(), null)) {
                link.letIn(ticket.link(), LinkKind.CONTROL);
                fate.befall(link);
            }
            awaitEndOf(child);
        }
    }

    private ServerSocketChannel hub() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(ticket.hub()));
    }

    private Process child() throws IOException {
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpawnMain.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("output").toFile())
                .start();
        try (OutputStream in = child.getOutputStream()) {
            ticket.write(in);
        }
        return child;
    }

    private void awaitEndOf(Process child) throws IOException, InterruptedException {
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue())
                .as(Files.readString(base.resolve("output")))
                .isEqualTo(CANNOT_START);
    }
}
