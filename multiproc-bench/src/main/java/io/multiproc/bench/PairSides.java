package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.function.SerializableBiConsumer;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.process.ChildProcess;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Twice as many pairs as processors, which talk at the same time: whoever spins takes time from the others. */
final class PairSides {

    private static final int PAIRS = 2 * Runtime.getRuntime().availableProcessors();

    private PairSides() {}

    /** Pairs of processes, each with a pipe. */
    static Side.Opener processes() {
        return KeptOpen.of(() -> Pairs.start(Tasks.ECHO_OBJECTS, Tasks::talk), Pairs::roundTrips, Pairs::close);
    }

    /** Pairs of processes, each with a blocking Unix socket, over which bytes go as they are. */
    static Side.Opener processesWithSockets() {
        return KeptOpen.of(
                () -> Pairs.start(Tasks::echoBlocking, Tasks::talkBlocking), Pairs::roundTrips, Pairs::close);
    }

    /** The same with objects, encoded as ours are. */
    static Side.Opener processesWithMessages() {
        return KeptOpen.of(
                () -> Pairs.start(Tasks::echoBlockingMessages, Tasks::talkBlockingMessages),
                Pairs::roundTrips,
                Pairs::close);
    }

    /** Pairs of threads with blocking sockets. */
    static Side.Opener sockets() {
        return KeptOpen.of(PairSides::openSockets, PairSides::socketRoundTrips, PairSides::closeSockets);
    }

    private static List<SocketChannel> openSockets() throws IOException {
        List<SocketChannel> sockets = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            sockets.add(SocketSides.open());
        }
        return sockets;
    }

    private static double socketRoundTrips(List<SocketChannel> sockets)
            throws InterruptedException, ExecutionException {
        List<FutureTask<Double>> tasks = new ArrayList<>();
        Stopwatch watch = Stopwatch.start();
        for (SocketChannel socket : sockets) {
            FutureTask<Double> task = new FutureTask<>(() -> SocketSides.roundTrips(socket));
            new Thread(task, "pair").start();
            tasks.add(task);
        }
        for (FutureTask<Double> task : tasks) {
            task.get();
        }
        return watch.micros() / PAIRS / Sizes.ROUND_TRIPS;
    }

    private static void closeSockets(List<SocketChannel> sockets) throws IOException {
        for (SocketChannel socket : sockets) {
            socket.close();
        }
    }

    /** One sends and receives as often as it is told, the other echoes. */
    private record Pairs(List<Connection> orders, List<ChildProcess> processes) {

        static Pairs start(SerializableConsumer<Connection> echo, SerializableBiConsumer<Connection, Connection> talk) {
            Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>());
            for (int pair = 0; pair < PAIRS; pair++) {
                Pipe orders = Multiprocessing.pipe();
                Pipe pipe = Multiprocessing.pipe();
                pairs.add(Multiprocessing.process(echo, pipe.second()));
                pairs.add(Multiprocessing.process(talk, orders.second(), pipe.first()));
                pairs.orders.add(orders.first());
            }
            return pairs;
        }

        private void add(ChildProcess process) {
            process.start();
            processes.add(process);
        }

        double roundTrips() throws IOException, InterruptedException {
            Stopwatch watch = Stopwatch.start();
            for (Connection order : orders) {
                order.send(Sizes.ROUND_TRIPS);
            }
            for (Connection order : orders) {
                Expect.equal(order.recv(Integer.class), Sizes.ROUND_TRIPS);
            }
            return watch.micros() / PAIRS / Sizes.ROUND_TRIPS;
        }

        void close() throws IOException {
            orders.forEach(Connection::close);
            try {
                for (ChildProcess process : processes) {
                    process.join();
                }
            } catch (InterruptedException e) {
                throw new IOException("interrupted while the pairs ended", e);
            }
        }
    }
}
