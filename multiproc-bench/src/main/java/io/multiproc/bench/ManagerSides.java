package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.managers.Manager;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Our managers at work. */
final class ManagerSides {

    private static final int KEYS = 100;

    private ManagerSides() {}

    /** A side that looks values up. */
    static Side.Opener get(int calls) {
        return onMap(ManagerSides::look, calls);
    }

    /** A side that puts values. */
    static Side.Opener put(int calls) {
        return onMap((map, i) -> map.put(i % KEYS, i % KEYS), calls);
    }

    /** A side that appends elements to a list. */
    static Side.Opener append(int calls) {
        return KeptOpen.of(
                Multiprocessing::manager,
                manager -> {
                    List<Integer> list = manager.list();
                    Stopwatch watch = Stopwatch.start();
                    for (int i = 0; i < calls; i++) {
                        list.add(i);
                    }
                    double micros = watch.micros();
                    Expect.equal(list.size(), calls);
                    return micros / calls;
                },
                Manager::close);
    }

    /** A side that iterates over a list. */
    static Side.Opener iterate(int elements) {
        return KeptOpen.of(
                () -> new ListRig(Multiprocessing.manager(), Sizes.items(elements)),
                rig -> {
                    int sum = 0;
                    Stopwatch watch = Stopwatch.start();
                    for (int element : rig.list) {
                        sum += element;
                    }
                    double micros = watch.micros();
                    Expect.equal(sum, elements * (elements - 1) / 2);
                    return micros / elements;
                },
                rig -> rig.manager.close());
    }

    /** A side that puts into a queue and gets from it. */
    static Side.Opener queue(int calls) {
        return KeptOpen.of(
                Multiprocessing::manager,
                manager -> {
                    JoinableQueue<Integer> queue = manager.queue();
                    Stopwatch watch = Stopwatch.start();
                    for (int i = 0; i < calls; i++) {
                        queue.put(i);
                        Expect.equal(queue.get(), i);
                    }
                    return watch.micros() / calls;
                },
                Manager::close);
    }

    /** A side with processes that look values up at the same time, each so often. */
    static Side.Opener clients(int processes, int each) {
        return KeptOpen.of(
                () -> ClientRig.start(processes),
                rig -> {
                    Stopwatch watch = Stopwatch.start();
                    for (ProcessQueue<Integer> orders : rig.orders) {
                        orders.put(each);
                    }
                    for (int i = 0; i < processes; i++) {
                        Expect.equal(rig.done.get(), each);
                    }
                    return watch.micros() / (each * processes);
                },
                ClientRig::close);
    }

    /** What the processes of {@link #clients} do, until they are told a number below zero. */
    static void lookUp(ProcessQueue<Integer> orders, Map<Integer, Integer> map, ProcessQueue<Integer> done)
            throws InterruptedException {
        for (int count = orders.get(); count >= 0; count = orders.get()) {
            for (int i = 0; i < count; i++) {
                look(map, i);
            }
            done.put(count);
        }
    }

    private static void look(Map<Integer, Integer> map, int i) {
        Expect.equal(Objects.requireNonNull(map.get(i % KEYS), "value"), i % KEYS);
    }

    private static Side.Opener onMap(Step step, int calls) {
        return KeptOpen.of(
                () -> new MapRig(Multiprocessing.manager(), KEYS),
                rig -> {
                    Stopwatch watch = Stopwatch.start();
                    for (int i = 0; i < calls; i++) {
                        step.run(rig.map, i);
                    }
                    return watch.micros() / calls;
                },
                rig -> rig.manager.close());
    }

    private static Map<Integer, Integer> filled(Manager manager, int keys) {
        Map<Integer, Integer> map = manager.dict();
        for (int i = 0; i < keys; i++) {
            map.put(i, i);
        }
        return map;
    }

    /** One call. */
    @FunctionalInterface
    private interface Step {
        void run(Map<Integer, Integer> map, int i);
    }

    private record MapRig(Manager manager, Map<Integer, Integer> map) {

        MapRig(Manager manager, int keys) {
            this(manager, filled(manager, keys));
        }
    }

    private record ListRig(Manager manager, List<Integer> list) {

        ListRig {
            list = manager.list(list);
        }
    }

    private record ClientRig(
            Manager manager,
            List<ProcessQueue<Integer>> orders,
            ProcessQueue<Integer> done,
            List<ChildProcess> children) {

        static ClientRig start(int processes) {
            Manager manager = Multiprocessing.manager();
            Map<Integer, Integer> map = filled(manager, KEYS);
            ProcessQueue<Integer> done = Multiprocessing.queue();
            List<ProcessQueue<Integer>> orders = new ArrayList<>();
            List<ChildProcess> children = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                ProcessQueue<Integer> order = Multiprocessing.queue();
                ChildProcess child = Multiprocessing.process(ManagerSides::lookUp, order, map, done);
                child.start();
                orders.add(order);
                children.add(child);
            }
            return new ClientRig(manager, orders, done, children);
        }

        void close() {
            try {
                for (ProcessQueue<Integer> order : orders) {
                    order.put(-1);
                }
                for (ChildProcess child : children) {
                    child.join();
                }
            } catch (InterruptedException e) {
                children.forEach(ChildProcess::kill);
                Thread.currentThread().interrupt();
            }
            manager.close();
        }
    }
}
