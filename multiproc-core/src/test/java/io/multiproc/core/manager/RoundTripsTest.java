package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.managerBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.manager.ManagedThing.Till;
import io.multiproc.core.manager.heap.ManagedWatch;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerServer;
import io.multiproc.sync.Hold;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.testkit.CleanExit;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many messages calls take, counted by the network between a client and a server. Meanwhile threads wait in calls
 * of every kind: whatever these send before their time is counted, too.
 */
@ExtendWith(CleanExit.class)
@SuppressWarnings("try") // a hold is there to be closed
class RoundTripsTest {

    private static final byte[] KEY = {1, 2, 3};
    private static final int MANY = 10_000;

    /** 16, 64, 256, 1,024 and 4,096 elements, and 4,096 at a time for the rest. */
    private static final int PIECES = 7;

    /** Waits even with a thing that nobody else uses. */
    private static final Method ENDLESS = endless();

    private static final FrameCounter COUNTER = new FrameCounter();

    private static ManagerServer server;
    private static FutureTask<Void> serving;
    private static SilentRelay network;
    private static Manager manager;
    private static WaitingCalls waiting;

    private static Method endless() {
        try {
            return ProcessCondition.class.getMethod("await");
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("multiproc.manager.silence", "3600000"); // no question on a slow machine: it is TCP
        ManagedTypes types = ManagedThing.with(ManagedWatch.types());
        server = at(new InetSocketAddress("localhost", 0)).types(types).getServer();
        serving = ManagedSyncTest.inThread(() -> {
            server.serveForever();
            return null;
        });
        network = new SilentRelay((InetSocketAddress) server.address(), COUNTER);
        manager = at(network.address()).connect();
        waiting = WaitingCalls.begin(manager);
    }

    @AfterAll
    static void end() throws Exception {
        COUNTER.take();
        int own = waiting.end();
        assertThat(COUNTER.take())
                .as("each that waited gets one answer")
                .isEqualTo(Map.of(FrameType.CALL, own, FrameType.RETURN, own + WaitingCalls.COUNT));
        System.clearProperty("multiproc.manager.silence");
        manager.close();
        network.close();
        server.close();
        serving.get();
    }

    private static Manager.Builder at(InetSocketAddress address) {
        return managerBuilder().address(address).authkey(KEY).allowAll();
    }

    private static Map<FrameType, Integer> calls(int count) {
        return count == 0 ? Map.of() : Map.of(FrameType.CALL, count, FrameType.RETURN, count);
    }

    private static <T> T taking(int calls, Callable<T> action) throws Exception {
        COUNTER.take();
        T result = action.call();
        assertThat(COUNTER.take()).isEqualTo(calls(calls));
        return result;
    }

    @ParameterizedTest
    @EnumSource(ManagedThing.class)
    void eachCallTakesOne(ManagedThing thing) throws Exception {
        Map<String, Integer> others = new TreeMap<>();
        for (Method method : thing.type().getMethods()) {
            String name = method.getName();
            if (Modifier.isStatic(method.getModifiers()) || method.equals(ENDLESS)) {
                continue;
            }
            Object object = thing.make(manager, name);
            Object[] arguments = CallArguments.of(method, object);
            COUNTER.take();
            Object result = method.invoke(object, arguments);
            if (result instanceof Hold hold) {
                hold.close();
            }
            Map<FrameType, Integer> sent = COUNTER.take();
            int count = sent.getOrDefault(FrameType.CALL, 0);
            assertThat(sent).as("%s of %s", name, thing).isEqualTo(calls(count));
            if (count != 1) {
                others.put(name + "(" + arguments.length + ")", count);
            }
        }
        assertThat(others).isEqualTo(thing.others());
    }

    @Test
    void whatIsOfEachObjectTakesOne() throws Exception {
        taking(1, manager::list);
        taking(1, manager::lock);
        taking(1, () -> manager.create(Till.class));
        List<Integer> list = taking(1, () -> manager.list(List.of(1)));
        taking(1, list::toString);
        taking(0, () -> list.equals(1));
        Till till = manager.create(Till.class);
        taking(0, till::hashCode);
        taking(0, () -> till.equals(list));
    }

    @Test
    void nothingIsSentWhileThreadsWait() throws Exception {
        Map<String, Integer> map = manager.dict(Map.of("a", 1));
        taking(1000, () -> {
            for (int i = 0; i < 1000; i++) {
                assertThat(map.get("a")).isEqualTo(1);
            }
            return true;
        });
        waiting.check();
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Test
    void manyElementsTravelInOne() throws Exception {
        List<Integer> plain = upTo(MANY);
        List<Integer> list = taking(1, () -> manager.list(plain));
        Set<Integer> set = taking(1, () -> manager.set(plain));
        taking(1, () -> list.addAll(plain));
        taking(1, () -> set.addAll(plain));
        taking(1, () -> set.containsAll(plain));
        taking(1, list::toArray);
        taking(1, () -> list.toArray(Integer[]::new));
        taking(1, () -> new ArrayList<>(set));
        taking(1, () -> list.stream().mapToInt(i -> i).sum());
        taking(1, () -> list.equals(plain));
        taking(2, () -> list.addAll(set));
        taking(3, () -> set.equals(manager.set()));
        Map<Integer, Integer> map = new HashMap<>();
        plain.forEach(i -> map.put(i, i));
        Map<Integer, Integer> dict = manager.dict();
        taking(1, () -> {
            dict.putAll(map);
            return true;
        });
        assertThat(taking(3, () -> dict.equals(manager.dict(map)))).isTrue();
    }

    private static int count(Iterable<?> elements) {
        int count = 0;
        for (Object unused : elements) {
            count++;
        }
        return count;
    }

    @Test
    void iterationsFetchMoreAndMore() throws Exception {
        List<Integer> plain = upTo(MANY);
        for (Collection<Integer> each : List.of(manager.list(plain), manager.set(plain))) {
            assertThat(taking(PIECES, () -> count(each))).isEqualTo(MANY);
        }
        Map<Integer, Integer> map = new HashMap<>();
        plain.forEach(i -> map.put(i, i));
        Map<Integer, Integer> dict = manager.dict(map);
        for (Collection<?> view : List.of(dict.keySet(), dict.values(), dict.entrySet())) {
            assertThat(taking(PIECES, () -> count(view))).isEqualTo(MANY);
        }
        for (Collection<Integer> few : List.of(manager.list(upTo(15)), manager.set(upTo(15)))) {
            assertThat(taking(1, () -> count(few))).isEqualTo(15);
        }
    }

    @Test
    void listsAreIteratedOverBackwardsLikewise() throws Exception {
        List<Integer> list = manager.list(upTo(MANY));
        ListIterator<Integer> iterator = taking(1, () -> list.listIterator(MANY)); // asks whether it is that long
        taking(PIECES, () -> {
            for (int i = MANY - 1; i >= 0; i--) {
                assertThat(iterator.previous()).isEqualTo(i);
            }
            return true;
        });
        assertThat(iterator.hasPrevious()).isFalse();
        for (int i = 0; i < MANY; i++) {
            assertThat(iterator.next()).isEqualTo(i);
        }
        assertThat(iterator.hasNext()).isFalse();
    }
}
