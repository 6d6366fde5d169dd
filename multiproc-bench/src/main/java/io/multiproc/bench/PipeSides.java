package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.process.ChildProcess;
import java.io.IOException;
import java.util.concurrent.SynchronousQueue;

/** Our pipes at work. */
final class PipeSides {

    private PipeSides() {}

    /** A side with a process that echoes. */
    static Side.Opener echo(SerializableConsumer<Connection> echo, KeptOpen.Work<Connection> work) {
        return KeptOpen.of(() -> Echo.start(echo), side -> work.sample(side.connection()), Echo::close);
    }

    /** Microseconds of one round trip. */
    static double roundTrips(Connection connection) throws Exception {
        Stopwatch watch = Stopwatch.start();
        for (int number = 0; number < Sizes.ROUND_TRIPS; number++) {
            connection.send(number);
            Expect.equal(connection.recv(Integer.class), number);
        }
        return watch.micros() / Sizes.ROUND_TRIPS;
    }

    /** Gigabytes a second, each counted once. */
    static double megabytes(Connection connection) throws Exception {
        byte[] message = new byte[Sizes.MIB];
        Stopwatch watch = Stopwatch.start();
        for (int number = 0; number < Sizes.MESSAGES_OF_1_MIB; number++) {
            connection.sendBytes(message);
            Expect.equal(connection.recvBytes().length, Sizes.MIB);
        }
        return gigabytesPerSecond(watch);
    }

    static double gigabytesPerSecond(Stopwatch watch) {
        return (double) Sizes.MESSAGES_OF_1_MIB * Sizes.MIB / watch.micros() / 1e3;
    }

    /** What a Java user has without processes: two threads that hand each other an object. */
    static Side.Opener threads() {
        return KeptOpen.of(TwoThreads::start, TwoThreads::roundTrips, TwoThreads::close);
    }

    /** A process that echoes, and the connection to it. */
    private record Echo(ChildProcess process, Connection connection) {

        static Echo start(SerializableConsumer<Connection> echo) {
            Pipe pipe = Multiprocessing.pipe();
            ChildProcess process = Multiprocessing.process(echo, pipe.second());
            process.start();
            return new Echo(process, pipe.first());
        }

        void close() throws IOException {
            connection.close();
            try {
                process.join();
            } catch (InterruptedException e) {
                throw new IOException("interrupted while the echo ended", e);
            }
        }
    }

    /** A thread that echoes. */
    private record TwoThreads(Thread thread, SynchronousQueue<Integer> there, SynchronousQueue<Integer> back) {

        static TwoThreads start() {
            SynchronousQueue<Integer> there = new SynchronousQueue<>();
            SynchronousQueue<Integer> back = new SynchronousQueue<>();
            Thread thread = new Thread(
                    () -> {
                        try {
                            for (int number = there.take(); number >= 0; number = there.take()) {
                                back.put(number);
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "echo");
            thread.start();
            return new TwoThreads(thread, there, back);
        }

        double roundTrips() throws InterruptedException {
            Stopwatch watch = Stopwatch.start();
            for (int number = 0; number < Sizes.ROUND_TRIPS; number++) {
                there.put(number);
                Expect.equal(back.take(), number);
            }
            return watch.micros() / Sizes.ROUND_TRIPS;
        }

        void close() {
            thread.interrupt();
        }
    }
}
