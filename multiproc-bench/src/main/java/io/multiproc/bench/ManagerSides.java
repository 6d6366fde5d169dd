package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.managers.Manager;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import java.util.ArrayList;
import java.util.List;

/** Our managers at work. */
final class ManagerSides {

    private ManagerSides() {}

    /** A side whose only client is this process. */
    static Side.Opener alone(ManagerWork work) {
        return KeptOpen.of(
                Multiprocessing::manager,
                manager -> {
                    Object target = work.make(manager);
                    Stopwatch watch = Stopwatch.start();
                    work.run(target, work.calls());
                    return watch.micros() / work.calls();
                },
                Manager::close);
    }

    /** A side with processes that use one object at the same time. */
    static Side.Opener clients(ManagerWork work, int processes) {
        int each = work.callsEach();
        return KeptOpen.of(
                () -> ClientRig.start(work, processes),
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
    static void follow(ManagerWork work, ProcessQueue<Integer> orders, Object target, ProcessQueue<Integer> done)
            throws InterruptedException {
        for (int count = orders.get(); count >= 0; count = orders.get()) {
            work.run(target, count);
            done.put(count);
        }
    }

    private record ClientRig(
            Manager manager,
            List<ProcessQueue<Integer>> orders,
            ProcessQueue<Integer> done,
            List<ChildProcess> children) {

        static ClientRig start(ManagerWork work, int processes) {
            Manager manager = Multiprocessing.manager();
            Object target = work.make(manager);
            ProcessQueue<Integer> done = Multiprocessing.queue();
            List<ProcessQueue<Integer>> orders = new ArrayList<>();
            List<ChildProcess> children = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                ProcessQueue<Integer> order = Multiprocessing.queue();
                ChildProcess child = Multiprocessing.process(ManagerSides::follow, work, order, target, done);
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
