package io.multiproc.core.manager.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.manager.wire.Access;
import io.multiproc.core.manager.wire.CallMessages.Hello;
import io.multiproc.core.manager.wire.CalledMethod;
import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.testkit.CleanExit;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server that answers when it is asked, and lets no further link in, as one that has no file descriptors left. */
@ExtendWith(CleanExit.class)
@Timeout(60)
class LinkPatienceTest {

    private static final String SILENCE = "multiproc.manager.silence";

    @TempDir
    private Path folder;

    @BeforeEach
    void waitLessLongForAnswers() {
        System.setProperty(SILENCE, "500");
    }

    @AfterEach
    void waitAsUsual() {
        System.clearProperty(SILENCE);
    }

    /** Answers whatever comes, to the end of the link; gives the number of questions. */
    private static int serveOne(ServerSocketChannel acceptor, ServerIdentity server) throws Exception {
        int questions = 0;
        try (Endpoint session = Endpoint.accepted(acceptor.accept(), null)) {
            session.letIn(server.access().ticket(), LinkKind.MANAGER);
            while (session.receive() != null) {
                session.send(new Hello(server.id(), false, server.pid(), server.name()).frame());
                questions++;
            }
        }
        return questions;
    }

    @Test
    void isOverSoonAfterTheServerHasAnswered() throws Exception {
        Access access = new Access(folder.resolve("server").toString(), new byte[32], null, null);
        ServerIdentity server = new ServerIdentity(UUID.randomUUID(), "narrow", 4711, access);
        ClientLinks links = new ClientLinks(server);
        CallPatience call = new CallPatience(
                links, 1, CalledMethod.operation("get(java.time.Duration)", "ProcessQueue.get"), new Object[] {
                    Duration.ofMillis(1)
                });
        try (ServerSocketChannel acceptor = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            acceptor.bind(access.socketAddress());
            FutureTask<Integer> serving = new FutureTask<>(() -> serveOne(acceptor, server));
            new Thread(serving, "narrow server").start();

            assertThatThrownBy(() -> links.take(call))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("it lets no further link in");
            assertThat(links.closed()).as("others may have a link, and go on").isNull();
            links.close("was closed");
            assertThat(serving.get())
                    .as("once for the session, once whether it is there")
                    .isEqualTo(2);
        }
    }
}
