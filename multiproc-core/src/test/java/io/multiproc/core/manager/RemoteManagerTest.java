package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.managerBuilder;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.connection.AuthenticationException;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerClosedException;
import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Managers at an address that others know. */
@ExtendWith(CleanExit.class)
class RemoteManagerTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final byte[] KEY = {1, 2, 3, 4};
    private static final ManagedTypes TYPES = ManagedTypes.none().with(Mailbox.class, PlainMailbox::theOne);

    @TempDir
    Path folder;

    /** One for all who ask. */
    interface Mailbox {

        void put(Object letter);

        Object take();
    }

    /** In the server. */
    static final class PlainMailbox implements Mailbox {

        private static final PlainMailbox THE_ONE = new PlainMailbox();

        private final Queue<Object> letters = new ArrayDeque<>();

        static PlainMailbox theOne() {
            return THE_ONE;
        }

        @Override
        public synchronized void put(Object letter) {
            letters.add(letter);
        }

        @Override
        public synchronized Object take() {
            return letters.remove();
        }
    }

    private static Manager.Builder at(InetSocketAddress address) {
        return managerBuilder().address(address).authkey(KEY).types(TYPES).shutdownTimeout(LONG);
    }

    static void write(InetSocketAddress address) {
        try (Manager manager = at(address).connect()) {
            Mailbox mailbox = manager.create(Mailbox.class);
            mailbox.put(Arrays.asList("hello w\u00f6rld", null, true, 2.25));
            mailbox.put(manager.dict(Map.of("live", 1)));
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void anotherProcessConnectsByAddressAndKey() throws InterruptedException {
        try (Manager server = at(new InetSocketAddress("localhost", 0)).build()) {
            InetSocketAddress address = (InetSocketAddress) server.address();
            assertThat(address.getPort()).isPositive();
            Mailbox mailbox = server.create(Mailbox.class);
            ChildProcess child = process(RemoteManagerTest::write, address);
            child.start();
            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(0);
            assertThat(mailbox.take()).isEqualTo(Arrays.asList("hello w\u00f6rld", null, true, 2.25));
            Map<String, Integer> live = (Map<String, Integer>) mailbox.take();
            live.put("more", 2);
            assertThat(live).hasSize(2);

            Manager second = at(address).connect();
            assertThat(second.name()).isEqualTo(server.name());
            assertThat(second.pid()).isEqualTo(server.pid());
            assertThatThrownBy(second::join).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> managerBuilder()
                            .address(address)
                            .authkey(new byte[] {9})
                            .connect())
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessage("the manager at localhost:" + address.getPort()
                            + " does not let this process in: the manager refused the link: not the key of this manager"
                            + " (use the same authkey on both sides)");
        }
    }

    @Test
    @Conforms("_TestManagerRestart.test_rapid_restart")
    void aNewServerTakesTheSameAddressAtOnce() throws InterruptedException {
        InetSocketAddress address;
        try (Manager first = at(new InetSocketAddress("localhost", 0)).build()) {
            address = (InetSocketAddress) first.address();
            ChildProcess child = process(RemoteManagerTest::write, address);
            child.start();
            assertThat(child.join(LONG)).isTrue();
        }
        assertThatThrownBy(() -> at(address).connect())
                .isInstanceOf(ManagerClosedException.class)
                .hasMessageContaining("no manager answers at localhost:" + address.getPort());
        try (Manager second = at(address).build()) {
            assertThat(second.address()).isEqualTo(address);
            assertThat(second.list(List.of(1))).containsExactly(1);
        }
    }

    @Test
    void aSocketOfTheFileSystemServesToo() {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("manager"));
        try (Manager server = managerBuilder().address(address).authkey(KEY).build();
                Manager client = managerBuilder().address(address).authkey(KEY).connect()) {
            List<Integer> list = client.list();
            list.add(1);
            assertThat(list).containsExactly(1);
            assertThat(server.address()).isEqualTo(address);
        }
        assertThat(Files.exists(address.getPath())).isFalse();
        assertThatThrownBy(() -> managerBuilder().address(address).connect())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call address and authkey before");
    }
}
