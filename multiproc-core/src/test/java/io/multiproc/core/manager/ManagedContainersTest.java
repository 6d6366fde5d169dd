package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.manager;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.manager.wire.Methods;
import io.multiproc.managers.ManagedArray;
import io.multiproc.managers.ManagedNamespace;
import io.multiproc.managers.ManagedProxy;
import io.multiproc.managers.ManagedValue;
import io.multiproc.managers.Manager;
import io.multiproc.managers.RemoteCallException;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.QueueEmptyException;
import io.multiproc.queue.QueueFullException;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The objects that every manager makes, used here and in a child; all on one server. */
@ExtendWith(CleanExit.class)
class ManagedContainersTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private static Manager manager;

    @BeforeAll
    static void start() {
        manager = manager();
    }

    @AfterAll
    static void shutdown() {
        manager.shutdown();
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private static void runChild(ChildProcess child) throws InterruptedException {
        child.start();
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
    }

    @Test
    @Conforms("_TestContainers.test_list")
    void listsAreChangedInTheServerAndCopiedOut() {
        List<Integer> first = manager.list(upTo(10));
        assertThat(ManagedProxy.copyOf(first)).isEqualTo(upTo(10)).isInstanceOf(ArrayList.class);
        List<Integer> second = manager.list();
        second.addAll(upTo(5));
        assertThat(second.get(2)).isEqualTo(2);
        assertThat(new ArrayList<>(second.subList(2, 5))).containsExactly(2, 3, 4);
        second.addAll(second);
        assertThat(second).containsExactly(0, 1, 2, 3, 4, 0, 1, 2, 3, 4);
        List<Integer> together = new ArrayList<>(second);
        together.addAll(List.of(5, 6));
        assertThat(together).containsExactly(0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 5, 6);
        assertThat(first).isEqualTo(upTo(10));

        List<List<Integer>> outer = manager.list(List.of(first, second));
        assertThat(outer.get(0)).isSameAs(first);
        first.add(11);
        assertThat(outer.get(0).get(10)).isEqualTo(11);
        assertThat(outer.get(1)).hasSize(10);
    }

    @Test
    @Conforms("_TestContainers.test_list_isinstance")
    @Conforms("_TestContainers.test_dict_isinstance")
    @Conforms("TestSyncManagerTypes.test_set_contain_all_method")
    void proxiesHaveTheWholeInterface() {
        assertThat((Object) manager.list()).isInstanceOf(List.class).isInstanceOf(ManagedProxy.class);
        assertThat((Object) manager.dict()).isInstanceOf(Map.class).isInstanceOf(ManagedProxy.class);
        assertThat((Object) manager.set()).isInstanceOf(Set.class).isInstanceOf(ManagedProxy.class);
        for (Class<?> type : List.of(List.class, Map.class, Set.class)) {
            for (Method method : type.getMethods()) {
                if (!Modifier.isStatic(method.getModifiers())) {
                    assertThat(Methods.of(type).find(Methods.nameOf(method)))
                            .as("%s", method)
                            .isNotNull();
                }
            }
        }
    }

    @Test
    @Conforms("_TestContainers.test_list_iter")
    void iteratorsOfListsSeeWhatIsChangedBeforeTheyGetThere() {
        List<Integer> list = manager.list(upTo(10));
        Iterator<Integer> iterator = list.iterator();
        List<Integer> seen = new ArrayList<>();
        iterator.forEachRemaining(seen::add);
        assertThat(seen).isEqualTo(upTo(10));
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);

        Iterator<Integer> second = list.iterator();
        list.set(0, 100);
        assertThat(second.next()).isEqualTo(100);
        list.set(1, 101);
        assertThat(second.next()).isEqualTo(101);
    }

    @Test
    @Conforms("_TestContainers.test_list_proxy_in_list")
    void listsInListsAreObjectsOfTheirOwn() {
        List<List<Integer>> outer =
                manager.list(List.of(manager.list(upTo(3)), manager.list(upTo(3)), manager.list(upTo(3))));
        assertThat(outer).allMatch(inner -> inner.equals(upTo(3)));
        outer.get(0).set(2, 55);
        assertThat(outer.get(0)).containsExactly(0, 1, 55);
        outer.get(2).remove(2);
        assertThat(outer.get(2)).containsExactly(0, 1);
        assertThat(outer.get(1)).containsExactly(0, 1, 2);

        List<Object> self = manager.list();
        self.add(self);
        assertThat(self.get(0)).isSameAs(self);
        assertThat(self.toString()).isEqualTo("[(this List)]");
        self.clear();
    }

    @Test
    @Conforms("_TestContainers.test_dict")
    void mapsAreChangedInTheServerAndCopiedOut() {
        Map<Integer, Character> map = manager.dict();
        for (int code = 65; code < 70; code++) {
            map.put(code, (char) code);
        }
        assertThat(ManagedProxy.copyOf(map)).isEqualTo(Map.of(65, 'A', 66, 'B', 67, 'C', 68, 'D', 69, 'E'));
        assertThat(new ArrayList<>(map.keySet())).containsExactly(65, 66, 67, 68, 69);
        assertThat(new ArrayList<>(map.values())).containsExactly('A', 'B', 'C', 'D', 'E');
        assertThat(new ArrayList<>(map.entrySet())).contains(Map.entry(67, 'C')).hasSize(5);
    }

    @Test
    @Conforms("_TestContainers.test_dict_iter")
    void iteratorsOfMapsFailWhenTheMapIsChanged() {
        Map<String, Integer> map = manager.dict();
        map.put("z", 1);
        map.put("a", 2);
        Iterator<String> iterator = map.keySet().iterator();
        assertThat(iterator.next()).isEqualTo("z");
        assertThat(iterator.next()).isEqualTo("a");
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);

        Iterator<String> fresh = map.keySet().iterator();
        Iterator<String> begun = map.keySet().iterator();
        assertThat(begun.next()).isEqualTo("z");
        map.clear();
        assertThatThrownBy(fresh::next).isInstanceOf(ConcurrentModificationException.class);
        assertThatThrownBy(begun::next).isInstanceOf(ConcurrentModificationException.class);
    }

    @Test
    @Conforms("_TestContainers.test_dict_proxy_nested")
    void nestedProxiesStayLive() {
        Map<String, Integer> pets = manager.dict(Map.of("ferrets", 2));
        Map<String, Integer> water = manager.dict(Map.of("water", 10));
        Map<String, Map<String, Integer>> outer = manager.dict();
        outer.put("pets", pets);
        outer.put("water", water);
        outer.get("pets").put("blanket", 5);
        assertThat(pets).containsEntry("blanket", 5);
        pets.put("hamsters", 4);
        assertThat(outer.get("pets")).containsEntry("hamsters", 4);
        outer.clear();
        assertThat(pets).hasSize(3);

        List<Map<String, Integer>> list = manager.list();
        list.add(manager.dict(Map.of("kept", 1)));
        System.gc();
        assertThat(list.get(0)).containsEntry("kept", 1);

        Map<String, List<Integer>> plain = manager.dict();
        plain.put("numbers", new ArrayList<>(List.of(1)));
        plain.get("numbers").add(2);
        assertThat(plain.get("numbers")).containsExactly(1).isNotInstanceOf(ManagedProxy.class);
    }

    @Test
    void functionsRunInTheServerIfTheyCanGetThere() {
        Map<String, Integer> map = manager.dict();
        assertThat(map.computeIfAbsent("one", (Function<String, Integer> & Serializable) String::length))
                .isEqualTo(3);
        assertThat(map.merge("one", 4, (BiFunction<Integer, Integer, Integer> & Serializable) Integer::sum))
                .isEqualTo(7);
        assertThat(map.compute("one", (BiFunction<String, Integer, Integer> & Serializable) (key, n) -> n + 1))
                .isEqualTo(8);
        assertThat(map.computeIfPresent("two", (BiFunction<String, Integer, Integer> & Serializable) (key, n) -> n))
                .isNull();
        map.replaceAll((BiFunction<String, Integer, Integer> & Serializable) (key, n) -> n - 1);
        assertThat(map).isEqualTo(Map.of("one", 7));
        Map<String, Long> pids = manager.dict();
        assertThat(pids.computeIfAbsent("server", (Function<String, Long> & Serializable)
                        key -> ProcessHandle.current().pid()))
                .isEqualTo(manager.pid());
        List<Integer> list = manager.list(upTo(10));
        list.replaceAll((UnaryOperator<Integer> & Serializable) n -> n + 10);
        assertThat(list).startsWith(10, 11);
        list.replaceAll((UnaryOperator<Integer> & Serializable) n -> n - 10);
        list.removeIf((Predicate<Integer> & Serializable) n -> n % 2 == 0);
        list.sort(Collections.reverseOrder());
        assertThat(list).containsExactly(9, 7, 5, 3, 1);
        assertThatThrownBy(() -> list.removeIf(n -> n > 3))
                .isInstanceOf(NotSendableException.class)
                .hasMessageContaining("erializable");
        int[] sum = {0};
        list.forEach(n -> sum[0] += n);
        assertThat(sum[0]).isEqualTo(25);
        assertThat(list.stream().mapToInt(n -> n).max()).hasValue(9);
        map.forEach((key, value) -> sum[0] += value);
        assertThat(sum[0]).isEqualTo(32);
    }

    @Test
    void viewsWriteThrough() {
        List<Integer> list = manager.list(upTo(10));
        List<Integer> part = list.subList(2, 5);
        part.set(0, 22);
        part.remove(1);
        assertThat(list).containsExactly(0, 1, 22, 4, 5, 6, 7, 8, 9);
        Map<String, Integer> map = manager.dict();
        for (int i = 0; i < 100; i++) {
            map.put("k" + i, i);
        }
        map.keySet().remove("k0");
        map.values().removeAll(List.of(1, 2));
        for (Map.Entry<String, Integer> entry : map.entrySet()) {
            int unused = entry.setValue(entry.getValue() * 2);
        }
        assertThat(map).hasSize(97).containsEntry("k3", 6).containsEntry("k99", 198);
        for (Iterator<Integer> values = map.values().iterator(); values.hasNext(); ) {
            if (values.next() % 4 != 0) {
                values.remove();
            }
        }
        assertThat(map).hasSize(48).containsEntry("k4", 8).doesNotContainKey("k5");
    }

    @Test
    void listIteratorsGoBothWaysAndChangeTheList() {
        List<Integer> list = manager.list(upTo(50));
        ListIterator<Integer> iterator = list.listIterator();
        while (iterator.hasNext()) {
            int n = iterator.next();
            if (n % 2 == 0) {
                iterator.remove();
            } else if (n % 3 == 0) {
                iterator.set(-n);
                iterator.add(1000);
            }
        }
        assertThat(list).startsWith(1, -3, 1000, 5, 7, -9, 1000).doesNotContain(2, 48);
        assertThat(iterator.previous()).isEqualTo(49);
        assertThat(iterator.previousIndex()).isEqualTo(list.size() - 2);
    }

    @Test
    void contentsDecideWhatIsEqual() {
        List<Integer> list = manager.list(upTo(3));
        assertThat(list).isEqualTo(upTo(3)).hasSameHashCodeAs(upTo(3)).isEqualTo(manager.list(upTo(3)));
        assertThat(upTo(3)).isEqualTo(list);
        assertThat(list).isNotEqualTo(new LinkedHashSet<>(upTo(3)));
        assertThat(manager.set(upTo(3))).isEqualTo(Set.of(0, 1, 2));
        assertThat(manager.dict(Map.of(1, 2))).isEqualTo(Map.of(1, 2)).hasToString("{1=2}");
        assertThat(list).hasToString("[0, 1, 2]");
        assertThat(((ManagedProxy) list).managedReference()).contains("List ").contains(manager.name());
    }

    @Test
    void exceptionsAreThoseOfTheMethodWithTheServersStack() {
        List<Integer> list = manager.list();
        assertThatThrownBy(() -> list.get(3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .satisfies(e -> assertThat(e.getSuppressed()[0])
                        .isInstanceOf(RemoteCallException.class)
                        .hasMessageContaining("List.get failed in manager '" + manager.name() + "'"));
        assertThat(list).isEmpty();
        ManagedNamespace namespace = manager.namespace(Map.of("x", 0));
        assertThatThrownBy(() -> namespace.get("y"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no such attribute: name=y, there are [x]");
        namespace.set("_a", 1);
        namespace.delete("x");
        assertThat(namespace.names()).containsExactly("_a");
        assertThat(namespace).hasToString("Namespace(_a=1)");
    }

    @Test
    void manyThreadsShareAProxy() throws InterruptedException {
        List<Integer> list = manager.list();
        ManagedValue<Integer> value = manager.value(0);
        Map<String, Integer> counts = manager.dict();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    list.add(i);
                    counts.merge("all", 1, (BiFunction<Integer, Integer, Integer> & Serializable) Integer::sum);
                    try {
                        value.update(n -> n + 1);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(list).hasSize(800);
        assertThat(value.get()).isEqualTo(800);
        assertThat(counts).isEqualTo(Map.of("all", 800));
    }

    /** The checks of CPython's cases for the types of a manager, in a child. */
    static void useAll(List<Integer> list, Map<String, Integer> map, Set<Integer> set, Iterable<Object> others)
            throws InterruptedException {
        check(list.indexOf(5) == 0 && Collections.frequency(list, 5) == 1 && list.size() == 1, "list");
        list.sort(null);
        Collections.reverse(list);
        for (int n : list) {
            check(n == 5, "element");
        }
        check(list.remove(0) == 5, "remove");

        check(map.size() == 1 && map.get("foo") == 5 && map.getOrDefault("bar", 1) == 1, "map");
        check(new ArrayList<>(map.keySet()).equals(List.of("foo")), "keys");
        check(new ArrayList<>(map.values()).equals(List.of(5)), "values");
        Map.Entry<String, Integer> entry = map.entrySet().iterator().next();
        check(entry.getKey().equals("foo") && map.remove("foo") == 5, "entry");
        check(map.putIfAbsent("a", 1) == null && map.putIfAbsent("a", 2) == 1, "putIfAbsent");
        map.putAll(Map.of("b", 2));
        check(map.remove("b") == 2, "remove of a map");
        map.clear();

        check(set.containsAll(List.of(1, 2)) && !Collections.disjoint(set, Set.of(2, 9)), "set");
        check(set.add(4) && !set.add(4) && !set.remove(77), "add");
        set.retainAll(Set.of(1, 4));
        check(set.equals(Set.of(1, 4)), "intersection");
        set.removeAll(Set.of(1));
        set.addAll(List.of(8, 9));
        check(set.equals(Set.of(4, 8, 9)), "union");
        set.clear();

        for (Object other : others) {
            useOther(other);
        }
    }

    @SuppressWarnings("unchecked")
    private static void useOther(Object other) throws InterruptedException {
        if (other instanceof ManagedValue<?> value) {
            check(value.get().equals(1), "value");
            ((ManagedValue<Integer>) value).set(2);
        } else if (other instanceof ManagedArray<?> array) {
            check(array.length() == 5 && array.toList().equals(List.of(0, 1, 2, 3, 4)), "array");
            check(array.slice(1, 3).equals(List.of(1, 2)), "slice");
            ((ManagedArray<Integer>) array).set(0, 10);
        } else if (other instanceof ManagedNamespace namespace) {
            check(namespace.get("x", Integer.class) == 0 && namespace.get("y").equals(1), "namespace");
        } else if (other instanceof JoinableQueue<?> queue) {
            check(queue.size() == 2 && queue.isFull() && !queue.isEmpty(), "queue");
            check(queue.get().equals(5) && queue.get().equals(6) && queue.isEmpty(), "elements");
            queue.taskDone();
            queue.taskDone();
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not as it should be: " + what);
        }
    }

    @Test
    @Conforms("TestSyncManagerTypes.test_list")
    @Conforms("TestSyncManagerTypes.test_dict")
    @Conforms("TestSyncManagerTypes.test_set")
    @Conforms("TestSyncManagerTypes.test_value")
    @Conforms("TestSyncManagerTypes.test_namespace")
    @Conforms("TestSyncManagerTypes.test_queue")
    @Conforms("TestSyncManagerTypes.test_joinable_queue")
    void aChildUsesAll() throws InterruptedException {
        List<Integer> list = manager.list(List.of(5));
        Map<String, Integer> map = manager.dict(Map.of("foo", 5));
        Set<Integer> set = manager.set(List.of(1, 2, 3));
        ManagedValue<Integer> value = manager.value(1);
        ManagedArray<Integer> array = manager.array(upTo(5));
        ManagedNamespace namespace = manager.namespace(Map.of("x", 0, "y", 1));
        JoinableQueue<Integer> queue = manager.queue(2);
        queue.put(5);
        queue.put(6);
        runChild(process(
                ManagedContainersTest::useAll,
                list,
                map,
                set,
                new ArrayList<>(List.of(value, array, namespace, queue))));
        assertThat(list).isEmpty();
        assertThat(map).isEmpty();
        assertThat(set).isEmpty();
        assertThat(value.get()).isEqualTo(2);
        assertThat(array.get(0)).isEqualTo(10);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.isFull()).isFalse();
        assertThat(queue.join(Duration.ZERO)).isTrue();
        assertThatThrownBy(queue::getNowait).isInstanceOf(QueueEmptyException.class);
        assertThatThrownBy(() -> queue.get(Duration.ofMillis(1))).isInstanceOf(QueueEmptyException.class);
        queue.put(1);
        queue.put(2);
        assertThatThrownBy(() -> queue.putNowait(3)).isInstanceOf(QueueFullException.class);
        assertThatThrownBy(() -> queue.put(3, Duration.ZERO)).isInstanceOf(QueueFullException.class);
    }

    /** As a thread. */
    static void append(List<Integer> list, int count) {
        for (int i = 0; i < count; i++) {
            list.add(i);
        }
    }

    @Test
    void threadsThatPlayProcessesUseItToo() throws InterruptedException {
        List<Integer> list = manager.list();
        runChild(context("thread").process(ManagedContainersTest::append, list, 10));
        assertThat(list).hasSize(10);
    }
}
