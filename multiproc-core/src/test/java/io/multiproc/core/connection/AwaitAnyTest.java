package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.awaitAny;
import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.Waitable;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import io.multiproc.testkit.Threads;
import java.io.EOFException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Waiting for many connections and processes. */
@ExtendWith(CleanExit.class)
class AwaitAnyTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int ROUNDS = 200;

    static void sendSlowly(Connection connection, int seed) throws Exception {
        Random random = new Random(seed);
        try (connection) {
            for (int number = 0; number < 10; number++) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
                connection.send(seed * 100 + number);
            }
        }
    }

    @Test
    @Conforms("TestWait.test_wait_slow")
    void collectsFromSlowChildren() throws Exception {
        List<Connection> readers = new ArrayList<>();
        List<ChildProcess> children = new ArrayList<>();
        TreeSet<Integer> expected = new TreeSet<>();
        for (int seed = 0; seed < 4; seed++) {
            Pipe pipe = pipe(false);
            readers.add(pipe.first());
            ChildProcess child = process(AwaitAnyTest::sendSlowly, pipe.second(), seed);
            child.start();
            children.add(child);
            for (int number = 0; number < 10; number++) {
                expected.add(seed * 100 + number);
            }
        }
        List<Integer> received = new ArrayList<>();
        while (!readers.isEmpty()) {
            for (Connection reader : awaitAny(List.copyOf(readers))) {
                try {
                    received.add(reader.recv(Integer.class));
                } catch (EOFException e) {
                    reader.close();
                    readers.remove(reader);
                }
            }
        }
        assertThat(received).hasSize(40);
        assertThat(new TreeSet<>(received)).isEqualTo(expected);
        for (ChildProcess child : children) {
            assertThat(child.join(LONG)).isTrue();
        }
    }

    @Test
    @Conforms("_TestConnection.test_wait_empty")
    void ofNothingWaitsForTheTime() throws Exception {
        long begun = System.nanoTime();
        assertThat(awaitAny(List.<Connection>of(), Duration.ofMillis(500))).isEmpty();
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(400_000_000L);
    }

    @Test
    @Conforms("TestWait.test_wait_timeout")
    void returnsNothingAfterTheTime() throws Exception {
        try (Pipe pipe = pipe()) {
            List<Connection> both = List.of(pipe.first(), pipe.second());
            long begun = System.nanoTime();
            assertThat(awaitAny(both, Duration.ofMillis(500))).isEmpty();
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(475_000_000L);
            pipe.second().send("hello");
            assertThat(awaitAny(both, LONG)).containsExactly(pipe.first());
        }
    }

    @Test
    @Conforms("TestWait.test_neg_timeout")
    void doesNotWaitForANegativeTime() throws Exception {
        try (Pipe pipe = pipe()) {
            assertThat(awaitAny(List.of(pipe.first()), Duration.ofSeconds(-1))).isEmpty();
        }
    }

    static void holdUntilTold(Connection connection) throws Exception {
        connection.recv();
    }

    static void report(Connection a, Connection b) throws Exception {
        try (a;
                b) {
            b.recv();
            b.send("to b");
            b.recv();
            a.send("to a");
            a.recv();
        } catch (EOFException e) {
            // enough
        }
    }

    @Test
    @Conforms("TestWait.test_wait_integer")
    void returnsAllThatAreReady() throws Exception {
        try (Pipe a = pipe();
                Pipe b = pipe();
                Pipe end = pipe()) {
            ChildProcess sleeper = process(AwaitAnyTest::holdUntilTold, end.second());
            sleeper.start();
            ChildProcess child = process(AwaitAnyTest::report, a.second(), b.second());
            child.start();
            List<Waitable> all = List.of(a.first(), sleeper.sentinel(), b.first());

            end.first().send("end");
            assertThat(awaitAny(all, LONG)).containsExactly(sleeper.sentinel());
            b.first().send("go on");
            assertThat(awaitAny(List.of(b.first()), LONG)).containsExactly(b.first());
            assertThat(awaitAny(all, LONG)).containsExactly(sleeper.sentinel(), b.first());
            b.first().send("go on");
            assertThat(awaitAny(List.of(a.first()), LONG)).containsExactly(a.first());
            assertThat(awaitAny(all, LONG)).isEqualTo(all);
            assertThat(awaitAny(all, LONG)).as("still").isEqualTo(all);
            a.first().close();
            assertThat(child.join(LONG)).isTrue();
            assertThat(sleeper.join(LONG)).isTrue();
        }
    }

    @Test
    void isRefusedForTheSameObjectTwice() {
        try (Pipe pipe = pipe()) {
            assertThatThrownBy(() -> awaitAny(List.of(pipe.first(), pipe.first()), Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the same object twice");
        }
    }

    @Test
    void seesTheEndOfAChild() throws Exception {
        try (Pipe pipe = pipe()) {
            ChildProcess child = process(PipePrograms::hold, pipe.second());
            child.start();
            assertThat(pipe.first().recv()).isEqualTo("here");
            child.kill();
            assertThat(awaitAny(List.of(pipe.first()), LONG)).containsExactly(pipe.first());
            assertThatThrownBy(pipe.first()::recv).isInstanceOf(EOFException.class);
            assertThat(child.join(LONG)).isTrue();
        }
    }

    /** Sends two messages whenever it is told, so fast that one look at the socket takes both. */
    static void sendPairs(Connection connection) throws Exception {
        try (connection) {
            while (true) {
                connection.recv();
                connection.send(1);
                connection.send(2);
            }
        } catch (EOFException e) {
            // enough
        }
    }

    @Test
    void seesWhatAnotherThreadHasReadAndLeft() throws Throwable {
        try (Pipe pipe = pipe()) {
            ChildProcess child = process(AwaitAnyTest::sendPairs, pipe.second());
            child.start();
            for (int round = 0; round < ROUNDS; round++) {
                shareOnePair(pipe.first(), () -> pipe.first().send("go"));
            }
            pipe.first().close();
            assertThat(child.join(LONG)).isTrue();
        }
    }

    @Test
    void seesWhatAnotherThreadLeavesInAPipeOfOneProcess() throws Throwable {
        try (Pipe pipe = pipe()) {
            for (int round = 0; round < ROUNDS; round++) {
                shareOnePair(pipe.first(), () -> {
                    pipe.second().send(1);
                    pipe.second().send(2);
                });
            }
        }
    }

    @Test
    void twoThreadsSeeTheSameMessage() throws Exception {
        try (Pipe pipe = pipe()) {
            ChildProcess child = process(AwaitAnyTest::sendPairs, pipe.second());
            child.start();
            Connection connection = pipe.first();
            for (int round = 0; round < ROUNDS; round++) {
                FutureTask<List<Connection>> one = begun(() -> awaitAny(List.of(connection)));
                FutureTask<List<Connection>> other = begun(() -> awaitAny(List.of(connection)));
                connection.send("go");
                assertThat(one.get(LONG.toSeconds(), TimeUnit.SECONDS)).containsExactly(connection);
                assertThat(other.get(LONG.toSeconds(), TimeUnit.SECONDS)).containsExactly(connection);
                assertThat(connection.recv()).isEqualTo(1);
                assertThat(connection.recv()).isEqualTo(2);
            }
            connection.close();
            assertThat(child.join(LONG)).isTrue();
        }
    }

    /** One thread receives, another waits; then two messages come: one for each. */
    private static void shareOnePair(Connection connection, ThrowingCallable send) throws Throwable {
        FutureTask<Object> receiving = begun(connection::recv);
        FutureTask<List<Connection>> waiting = begun(() -> awaitAny(List.of(connection)));
        send.call();
        assertThat(receiving.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(waiting.get(LONG.toSeconds(), TimeUnit.SECONDS)).containsExactly(connection);
        assertThat(connection.recv()).isEqualTo(2);
    }

    private static <T> FutureTask<T> begun(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "waits");
        thread.start();
        await().atMost(LONG).until(() -> Threads.isIn(thread, "select", "wait", "park"));
        return task;
    }

    static void echoAll(Connection control, int count) throws Exception {
        List<Connection> all = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            all.add(control.recv(Connection.class));
        }
        while (!all.isEmpty()) {
            for (Connection ready : awaitAny(List.copyOf(all))) {
                try {
                    ready.send(ready.recv());
                } catch (EOFException e) {
                    ready.close();
                    all.remove(ready);
                }
            }
        }
    }

    @Test
    void worksForManyConnections() throws Exception {
        int count = 3000;
        List<Connection> ours = new ArrayList<>();
        try (Pipe control = pipe()) {
            ChildProcess child = process(AwaitAnyTest::echoAll, control.second(), count);
            child.start();
            for (int number = 0; number < count; number++) {
                Pipe pipe = pipe();
                control.first().send(pipe.second());
                ours.add(pipe.first());
            }
            int threads = Thread.activeCount();
            for (int number : new int[] {0, count / 2, count - 1}) {
                ours.get(number).send(number);
                assertThat(awaitAny(ours, LONG)).containsExactly(ours.get(number));
                assertThat(ours.get(number).recv()).isEqualTo(number);
            }
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
            ours.forEach(Connection::close);
            assertThat(child.join(LONG)).isTrue();
        } finally {
            ours.forEach(Connection::close);
        }
    }
}
