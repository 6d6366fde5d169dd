package io.multiproc.ipc.hub.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.testkit.CleanExit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hub against processes of other users, as the kernel names them. The directory's owner decides who is another. */
@ExtendWith(CleanExit.class)
class OtherUsersTest extends HubFixture {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    @ParameterizedTest
    @MethodSource("transports")
    void refusesAPeerOfAnotherUserBeforeItSaysAnything(Transport transport) throws Exception {
        directory = directoryOfAnotherUser();
        start(transport);
        try (Peer peer = new Peer()) {
            Frame refusal = peer.read();
            assertThat(refusal.type()).isEqualTo(FrameType.REFUSED);
            assertThat(new String(refusal.payload(), StandardCharsets.UTF_8))
                    .startsWith("the peer is another user's process: u")
                    .contains(", expected ");
            assertThat(peer.read()).isNull();
        } finally {
            Files.deleteIfExists(address());
        }
    }

    /** Needs the right to become somebody else. */
    @ParameterizedTest
    @MethodSource("transports")
    void refusesAProcessOfAnotherUserThatCanReachTheSocket(Transport transport) throws Exception {
        assumeTrue(owner(directory) == ROOT && Files.isExecutable(SETPRIV), "only root can play another user");
        start(transport);
        Endpoint honest = connect(echo());
        Path classes = Stranger.copyTo(directory);
        for (Path path : List.of(directory, classes)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(address(), PosixFilePermissions.fromString("rwxrwxrwx"));
        Process stranger = new ProcessBuilder(
                        SETPRIV.toString(),
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        classes.toString(),
                        Stranger.class.getName(),
                        address().toString())
                .redirectErrorStream(true)
                .start();
        String heard = new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(stranger.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(heard).contains("the peer is another user's process: u").contains(", expected ");
        assertIsServed(honest);
    }

    /** Root gives one away; others have one in common. */
    private Path directoryOfAnotherUser() throws Exception {
        if (owner(directory) != ROOT) {
            return Files.createDirectories(Path.of("/tmp"));
        }
        Path given = Files.createDirectory(directory.resolve("given"));
        Files.setAttribute(given, "unix:uid", NOBODY);
        return given;
    }

    private static int owner(Path path) throws Exception {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }
}
