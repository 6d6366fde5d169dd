package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.SimpleQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** Our queues at work: producers in processes of their own; consumers too, or else this process. */
final class QueueSides {

    private static final byte[] NUMBERS = {};

    private QueueSides() {}

    /** A side with producers that put numbers, which this process gets. */
    static Side.Opener toThisProcess(int producers, int elements) {
        return KeptOpen.of(() -> Rig.of(producers, 0, NUMBERS), rig -> getAll(rig, elements), Rig::close);
    }

    /** A side with a producer that puts large arrays, which this process gets. */
    static Side.Opener large(int size, int elements) {
        return KeptOpen.of(() -> Rig.of(1, 0, new byte[size]), rig -> getAll(rig, elements), Rig::close);
    }

    /** A side with producers and as many consumers. */
    static Side.Opener between(int pairs, int elements) {
        return KeptOpen.of(
                () -> Rig.of(pairs, pairs, NUMBERS),
                rig -> {
                    Stopwatch watch = Stopwatch.start();
                    rig.order(elements / pairs);
                    for (int i = 0; i < pairs; i++) {
                        Expect.equal(rig.done.get(), elements / pairs);
                    }
                    return watch.micros() / elements;
                },
                Rig::close);
    }

    /** A side with a simple queue from one producer to this process. */
    static Side.Opener simple(int elements) {
        return KeptOpen.of(
                SimpleRig::start,
                rig -> {
                    Stopwatch watch = Stopwatch.start();
                    rig.orders.put(elements);
                    for (int i = 0; i < elements; i++) {
                        Expect.equal(rig.queue.get(), i);
                    }
                    return watch.micros() / elements;
                },
                rig -> stop(rig.orders, List.of(rig.producer)));
    }

    /** The same on two threads, which share their objects. */
    static Side.Opener threads(int elements) {
        return () -> () -> {
            LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            Stopwatch watch = Stopwatch.start();
            Thread producer = new Thread(() -> {
                for (int i = 0; i < elements; i++) {
                    queue.add(i);
                }
            });
            producer.start();
            for (int i = 0; i < elements; i++) {
                Expect.equal(queue.take(), i);
            }
            return watch.micros() / elements;
        };
    }

    private static double getAll(Rig rig, int elements) throws InterruptedException {
        int each = elements / rig.producers;
        Stopwatch watch = Stopwatch.start();
        rig.order(each);
        for (int i = 0; i < each * rig.producers; i++) {
            rig.queue.get();
        }
        double micros = watch.micros();
        Expect.equal(rig.queue.isEmpty(), true);
        return micros / elements;
    }

    /** Tells the processes to end, and waits until they have. */
    static void stop(ProcessQueue<Integer> orders, List<ChildProcess> children) {
        try {
            for (ChildProcess unused : children) {
                orders.put(-1);
            }
            for (ChildProcess child : children) {
                child.join();
            }
        } catch (InterruptedException e) {
            children.forEach(ChildProcess::kill);
            Thread.currentThread().interrupt();
        }
    }

    private record SimpleRig(ProcessQueue<Integer> orders, SimpleQueue<Integer> queue, ChildProcess producer) {

        static SimpleRig start() {
            ProcessQueue<Integer> orders = Multiprocessing.queue();
            SimpleQueue<Integer> queue = Multiprocessing.simpleQueue();
            ChildProcess producer = Multiprocessing.process(QueueTasks::produceSimply, orders, queue);
            producer.start();
            return new SimpleRig(orders, queue, producer);
        }
    }

    /** A queue, the processes that use it, and how they are told what to do. */
    private record Rig(
            int producers,
            List<ProcessQueue<Integer>> orders,
            ProcessQueue<Object> queue,
            ProcessQueue<Integer> done,
            List<ChildProcess> children) {

        static Rig of(int producers, int consumers, byte[] payload) {
            ProcessQueue<Object> queue = Multiprocessing.queue();
            ProcessQueue<Integer> done = Multiprocessing.queue();
            List<ProcessQueue<Integer>> orders = new ArrayList<>();
            List<ChildProcess> children = new ArrayList<>();
            for (int i = 0; i < producers + consumers; i++) {
                ProcessQueue<Integer> order = Multiprocessing.queue();
                ChildProcess child = i < producers
                        ? Multiprocessing.process(QueueTasks::produce, order, queue, payload)
                        : Multiprocessing.process(QueueTasks::consume, order, queue, done);
                child.start();
                orders.add(order);
                children.add(child);
            }
            return new Rig(producers, orders, queue, done, children);
        }

        void order(int count) throws InterruptedException {
            for (ProcessQueue<Integer> order : orders) {
                order.put(count);
            }
        }

        void close() {
            for (int i = 0; i < children.size(); i++) {
                stop(orders.get(i), List.of(children.get(i)));
            }
        }
    }
}
