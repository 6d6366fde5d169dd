package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.managerBuilder;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.manager.server.ManagedReferences;
import io.multiproc.core.manager.view.Source;
import io.multiproc.core.manager.wire.CalledMethod;
import io.multiproc.managers.ManagedProxy;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.managers.RemoteCallException;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.programs.Programs;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Objects of a program's own types, references, and the death of servers and clients. */
@ExtendWith(CleanExit.class)
class ManagedTypesTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private static final ManagedTypes TYPES = ManagedTypes.none()
            .with(Account.class, PlainAccount::new)
            .with(Shop.class, (String name) -> new PlainShop(name))
            .withProxyResult(Shop.class, "basket", Collection.class)
            .withProxyResult(Shop.class, "prices", Map.class);

    /** Keeps money. */
    interface Account {

        int deposit(int amount);

        default int twice(int amount) {
            return deposit(amount) + deposit(amount);
        }

        void fail(String how) throws IOException;

        Object unsendable();
    }

    /** Not serializable. */
    static final class OwnException extends Exception {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Object inside = new Thread("cannot be sent");

        OwnException(String message) {
            super(message);
        }

        @Override
        public String toString() {
            return "OwnException " + getMessage() + (inside == null ? "?" : "");
        }
    }

    /** In the server. */
    static final class PlainAccount implements Account {

        private int balance;

        @Override
        public synchronized int deposit(int amount) {
            balance += amount;
            return balance;
        }

        @Override
        public void fail(String how) throws IOException {
            switch (how) {
                case "checked" -> throw new FileNotFoundException("no such account");
                case "unchecked" -> throw new ArithmeticException("overdrawn");
                default -> sneak(new OwnException("strange"));
            }
        }

        @SuppressWarnings("unchecked")
        private static <E extends Exception> void sneak(Exception e) throws E {
            throw (E) e;
        }

        @Override
        public Object unsendable() {
            return new Thread("not started");
        }

        /** Not for clients: their interface does not have it. */
        public synchronized int empty() {
            int taken = balance;
            balance = 0;
            return taken;
        }

        @Override
        public String toString() {
            return "an account";
        }
    }

    /** Has things that stay in the server. */
    interface Shop {

        String name();

        Collection<String> basket();

        Map<String, Integer> prices();
    }

    /** In the server. */
    static final class PlainShop implements Shop {

        private final String name;
        private final Map<String, Integer> prices = new java.util.HashMap<>(Map.of("tea", 3));
        private final List<String> basket = new ArrayList<>();

        PlainShop(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Collection<String> basket() {
            return basket;
        }

        @Override
        public Map<String, Integer> prices() {
            return prices;
        }
    }

    private static Manager start() {
        return managerBuilder().types(TYPES).build();
    }

    @Test
    void methodsAreCalledInTheServer() {
        try (Manager manager = start()) {
            Account account = manager.create(Account.class);
            assertThat(account.deposit(5)).isEqualTo(5);
            assertThat(account.twice(1)).isEqualTo(6 + 7);
            assertThat(account).hasToString("an account").isNotEqualTo(manager.create(Account.class));
            assertThat(account.equals(account)).isTrue();
            assertThatThrownBy(() -> manager.create(Account.class, 5))
                    .isInstanceOf(RemoteCallException.class)
                    .hasMessageContaining("Account is made without an argument: argument=5");
            assertThatThrownBy(() -> account.fail("checked"))
                    .isInstanceOf(FileNotFoundException.class)
                    .hasMessage("no such account")
                    .satisfies(e -> assertThat(((RemoteCallException) e.getSuppressed()[0]).remoteStackTrace())
                            .contains("PlainAccount.fail"));
            assertThatThrownBy(() -> account.fail("unchecked")).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> account.fail("strange"))
                    .isInstanceOf(RemoteCallException.class)
                    .hasMessageContaining("OwnException strange");
            assertThatThrownBy(account::unsendable)
                    .isInstanceOf(RemoteCallException.class)
                    .hasMessageContaining("java.lang.Thread");

            assertThatThrownBy(() -> Source.of(account).operate(CalledMethod.operation("empty()", "Account.empty")))
                    .isInstanceOf(RemoteCallException.class)
                    .hasMessageContaining("not a method that can be called: type=" + Account.class.getName());

            Shop shop = manager.create(Shop.class, "corner");
            assertThat(shop.name()).isEqualTo("corner");
            shop.prices().put("milk", 2);
            assertThat(shop.prices()).isEqualTo(Map.of("tea", 3, "milk", 2)).isInstanceOf(ManagedProxy.class);
            assertThat(shop.prices()).isSameAs(shop.prices());
            shop.basket().add("tea");
            assertThat(shop.basket().size()).isEqualTo(1);
            assertThatThrownBy(() -> manager.create(Shop.class))
                    .isInstanceOf(RemoteCallException.class)
                    .hasMessageContaining("NullPointerException: name");
            assertThatThrownBy(() -> manager.create(Runnable.class))
                    .isInstanceOf(RemoteCallException.class)
                    .hasMessageContaining("not among the types of manager");
        }
    }

    @Test
    void onlyInterfacesCanBeRegisteredAndOnce() {
        assertThatThrownBy(() -> ManagedTypes.none().with(PlainAccount.class, PlainAccount::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only an interface can have proxies");
        assertThatThrownBy(() -> TYPES.with(Account.class, PlainAccount::new)).hasMessageContaining("registered twice");
        assertThatThrownBy(() -> TYPES.withProxyResult(Shop.class, "nothing", Map.class))
                .hasMessageContaining("method=nothing");
    }

    static void useAndDie(ProcessQueue<Object> mail, List<Integer> list) throws InterruptedException {
        list.add(1);
        mail.put(list.subList(0, 1));
        mail.close();
        mail.joinThread();
        Runtime.getRuntime().halt(3);
    }

    @Test
    @SuppressWarnings("unchecked")
    void aProxyThatWasSentOutlivesItsSender() throws InterruptedException {
        try (Manager manager = start()) {
            ProcessQueue<Object> mail = queue();
            List<Integer> list = manager.list();
            ChildProcess child = process(ManagedTypesTest::useAndDie, mail, list);
            child.start();
            child.join();
            List<Integer> view = (List<Integer>) mail.get(LONG);
            assertThat(view).containsExactly(1);
            view.set(0, 2);
            assertThat(list).containsExactly(2);
            ProcessQueue<Object> here = queue();
            here.put(list);
            assertThat(here.get()).as("the same object here").isSameAs(list);
        }
    }

    @Test
    void referencesGoWithTheirProxiesAndProcesses() throws Exception {
        try (Manager manager = managerBuilder().types(ManagedReferences.types()).build()) {
            ManagedReferences probe = manager.create(ManagedReferences.class);
            int before = probe.objects();
            for (int i = 0; i < 50; i++) {
                manager.list().add(manager.dict());
            }
            List<List<Integer>> outer = manager.list();
            outer.add(manager.list(List.of(1)));
            Awaitility.await()
                    .atMost(LONG)
                    .pollInterval(20, TimeUnit.MILLISECONDS)
                    .until(() -> {
                        System.gc();
                        return probe.objects() <= before + 2;
                    });
            assertThat(outer.get(0)).containsExactly(1);
        }
    }

    /** What a process has views of is there for it alone. */
    static void haveViewsAndSleep(List<Integer> list, ProcessQueue<String> reports) throws InterruptedException {
        List<List<Integer>> views = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            views.add(list.subList(0, 1));
        }
        reports.put("has " + views.size());
        Programs.sleepForever();
        Reference.reachabilityFence(views);
    }

    @Test
    void thoseOfAProcessThatIsKilledDoNotCountAnyMore() throws Exception {
        try (Manager manager = managerBuilder().types(ManagedReferences.types()).build()) {
            ManagedReferences probe = manager.create(ManagedReferences.class);
            List<Integer> list = manager.list(List.of(1));
            int before = probe.objectsOfAll();
            ProcessQueue<String> reports = queue();
            ChildProcess child = process(ManagedTypesTest::haveViewsAndSleep, list, reports);
            child.start();
            assertThat(reports.get(LONG)).isEqualTo("has 20");
            assertThat(probe.objectsOfAll()).isGreaterThanOrEqualTo(before + 20);

            child.kill();
            assertThat(child.join(LONG)).isTrue();
            Awaitility.await().atMost(LONG).until(() -> probe.objectsOfAll() <= before);
            assertThat(list).containsExactly(1);
        }
    }
}
