package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Our locks at work. */
final class LockSides {

    private static final double NANOS_PER_MICRO = 1e3;

    private LockSides() {}

    /** A side with a lock that this thread alone uses. */
    static Side.Opener alone(int times) {
        return KeptOpen.of(
                Multiprocessing::lock,
                lock -> {
                    Stopwatch watch = Stopwatch.start();
                    take(lock, times);
                    double nanos = watch.micros() * NANOS_PER_MICRO / times;
                    Expect.equal(lock.isLocked(), false);
                    return nanos;
                },
                lock -> {});
    }

    /** The same with the lock of the JDK, which is for one JVM. */
    static Side.Opener ofOneJvm(int times) {
        return KeptOpen.of(
                ReentrantLock::new,
                lock -> {
                    Stopwatch watch = Stopwatch.start();
                    for (int i = 0; i < times; i++) {
                        lock.lockInterruptibly();
                        lock.unlock();
                    }
                    return watch.micros() * NANOS_PER_MICRO / times;
                },
                lock -> {});
    }

    /** A side with processes that take one lock all the time, each so many times; time of one. */
    static Side.Opener together(int processes, int each) {
        return KeptOpen.of(
                () -> Rig.of(processes),
                rig -> {
                    Stopwatch watch = Stopwatch.start();
                    for (ProcessQueue<Integer> order : rig.orders) {
                        order.put(each);
                    }
                    for (int i = 0; i < processes; i++) {
                        Expect.equal(rig.done.get(), each);
                    }
                    return watch.micros() / each / processes;
                },
                Rig::close);
    }

    /** Takes the lock as often as it is told, until that is a number below zero. */
    static void takeAsTold(ProcessQueue<Integer> orders, ProcessLock lock, ProcessQueue<Integer> done)
            throws InterruptedException {
        for (int count = orders.get(); count >= 0; count = orders.get()) {
            take(lock, count);
            done.put(count);
        }
    }

    private static void take(ProcessLock lock, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            lock.acquire();
            lock.release();
        }
    }

    /** A lock, the processes that use it, and how they are told what to do. */
    private record Rig(List<ProcessQueue<Integer>> orders, ProcessQueue<Integer> done, List<ChildProcess> children) {

        static Rig of(int processes) {
            ProcessLock lock = Multiprocessing.lock();
            Rig rig = new Rig(new ArrayList<>(), Multiprocessing.queue(), new ArrayList<>());
            for (int i = 0; i < processes; i++) {
                ProcessQueue<Integer> order = Multiprocessing.queue();
                ChildProcess child = Multiprocessing.process(LockSides::takeAsTold, order, lock, rig.done);
                child.start();
                rig.orders.add(order);
                rig.children.add(child);
            }
            return rig;
        }

        void close() {
            for (int i = 0; i < children.size(); i++) {
                QueueSides.stop(orders.get(i), List.of(children.get(i)));
            }
        }
    }
}
