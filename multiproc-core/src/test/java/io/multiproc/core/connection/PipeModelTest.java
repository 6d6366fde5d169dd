package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.io.EOFException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random operations of several processes on several pipes against a simple model: a queue of numbers for each
 * direction. Ends move while messages are under way, also both of a pipe at the same time. Nothing may be lost,
 * duplicated or reordered.
 */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class PipeModelTest {

    private static final int AGENTS = 3;
    private static final int PIPES = 4;
    private static final int ROUNDS = Integer.getInteger("multiproc.test.rounds", 100);
    private static final Duration LONG = Duration.ofSeconds(50);

    static Stream<Long> seeds() {
        Long chosen = Long.getLong("multiproc.test.seed");
        return chosen != null ? Stream.of(chosen) : Stream.of(1L, 2L, 3L, System.nanoTime() & 0xFFFFFFL);
    }

    /** What an agent is asked to do with the end of that number. */
    record Order(String verb, int end, int from, int count, byte[] padding) {}

    /** A process that holds ends and does as it is told. */
    static void agent(Connection control) throws Exception {
        Map<Integer, Connection> ends = new HashMap<>();
        try (control) {
            while (true) {
                Order order = control.recv(Order.class);
                switch (order.verb()) {
                    case "take" -> ends.put(order.end(), control.recv(Connection.class));
                    case "give" -> control.send(ends.remove(order.end()));
                    case "send" -> {
                        for (int number = order.from(); number < order.from() + order.count(); number++) {
                            ends.get(order.end()).send(List.of(number, order.padding()));
                        }
                        control.send("sent");
                    }
                    default -> {
                        List<Object> received = new ArrayList<>();
                        for (int number = 0; number < order.count(); number++) {
                            received.add(ends.get(order.end()).recv(List.class).get(0));
                        }
                        control.send(received);
                    }
                }
            }
        } catch (EOFException e) {
            ends.values().forEach(Connection::close);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agrees(long seed) throws Exception {
        System.out.println("PipeModelTest: multiproc.test.seed=" + seed + ", multiproc.test.rounds=" + ROUNDS);
        Random random = new Random(seed);
        List<Connection> controls = new ArrayList<>();
        List<ChildProcess> children = new ArrayList<>();
        for (int agent = 0; agent < AGENTS; agent++) {
            Pipe control = pipe();
            ChildProcess child = process(PipeModelTest::agent, control.second());
            child.start();
            controls.add(control.first());
            children.add(child);
        }
        try {
            Model model = new Model(random, controls);
            for (int pipe = 0; pipe < PIPES; pipe++) {
                Pipe made = pipe();
                model.take(2 * pipe, made.first(), random.nextInt(AGENTS));
                model.take(2 * pipe + 1, made.second(), random.nextInt(AGENTS));
            }
            for (int round = 0; round < ROUNDS; round++) {
                model.round("seed=" + seed + ", round=" + round);
            }
            model.receiveRest("seed=" + seed + ", end");
        } finally {
            controls.forEach(Connection::close);
            for (ChildProcess child : children) {
                assertThat(child.join(LONG)).as("seed=%d", seed).isTrue();
            }
        }
    }

    /** Where the ends are, and what has been sent to them. */
    private static final class Model {

        private final Random random;
        private final List<Connection> controls;
        private final int[] holder = new int[2 * PIPES];
        private final int[] sentTo = new int[2 * PIPES];
        private final int[] receivedBy = new int[2 * PIPES];

        Model(Random random, List<Connection> controls) {
            this.random = random;
            this.controls = controls;
        }

        void take(int end, Connection connection, int agent) throws Exception {
            holder[end] = agent;
            order(agent, "take", end, 0, 0);
            controls.get(agent).send(connection);
        }

        private void order(int agent, String verb, int end, int from, int count) throws Exception {
            byte[] padding = new byte[random.nextInt(4) == 0 ? random.nextInt(40_000) : 0];
            controls.get(agent).send(new Order(verb, end, from, count, padding));
        }

        /** Some things at the same time, in different processes or the same. */
        void round(String when) throws Exception {
            Map<Integer, String> orders = new LinkedHashMap<>();
            Map<Integer, Integer> targets = new HashMap<>();
            for (int number = 0; number < 4; number++) {
                int end = random.nextInt(2 * PIPES);
                if (orders.containsKey(end)) {
                    continue;
                }
                switch (random.nextInt(4)) {
                    case 0 -> orders.put(end, "send");
                    case 1 -> orders.put(end, "recv");
                    default -> {
                        orders.put(end, "give");
                        if (random.nextBoolean()) {
                            orders.put(end ^ 1, "give");
                        }
                    }
                }
            }
            // decided before anything is sent: what is received was sent in earlier rounds
            Map<Integer, Integer> counts = new HashMap<>();
            for (Map.Entry<Integer, String> entry : orders.entrySet()) {
                int end = entry.getKey();
                boolean crowded = sentTo[end ^ 1] - receivedBy[end ^ 1] > 20;
                counts.put(end, entry.getValue().equals("send") ? (crowded ? 0 : random.nextInt(5)) : inFlight(end));
            }
            for (Map.Entry<Integer, String> entry : orders.entrySet()) {
                int end = entry.getKey();
                targets.put(end, random.nextInt(AGENTS));
                order(holder[end], entry.getValue(), end, sentTo[end ^ 1], counts.get(end));
            }
            Map<Integer, Connection> moving = new LinkedHashMap<>();
            for (Map.Entry<Integer, String> entry : orders.entrySet()) {
                int end = entry.getKey();
                Object answer = controls.get(holder[end]).recv();
                switch (entry.getValue()) {
                    case "send" -> sentTo[end ^ 1] += counts.get(end);
                    case "recv" -> check(when, end, (List<?>) answer);
                    default -> moving.put(end, (Connection) answer);
                }
            }
            for (Map.Entry<Integer, Connection> entry : moving.entrySet()) {
                take(entry.getKey(), entry.getValue(), targets.get(entry.getKey()));
            }
        }

        private int inFlight(int end) {
            int most = sentTo[end] - receivedBy[end];
            return most == 0 ? 0 : random.nextInt(most + 1);
        }

        private void check(String when, int end, List<?> received) {
            List<Integer> expected = new ArrayList<>();
            for (int number = 0; number < received.size(); number++) {
                expected.add(receivedBy[end] + number);
            }
            assertThat(received).as("%s, end=%d", when, end).isEqualTo(expected);
            receivedBy[end] += received.size();
        }

        void receiveRest(String when) throws Exception {
            for (int end = 0; end < 2 * PIPES; end++) {
                order(holder[end], "recv", end, 0, sentTo[end] - receivedBy[end]);
                check(when, end, controls.get(holder[end]).recv(List.class));
                assertThat(receivedBy[end]).isEqualTo(sentTo[end]);
            }
        }
    }
}
