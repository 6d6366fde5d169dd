package io.multiproc.ipc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.multiproc.function.SerializableCallable;
import io.multiproc.ipc.codec.Things.Node;
import io.multiproc.ipc.codec.Things.Pair;
import io.multiproc.ipc.codec.kryo.KryoCodec;
import io.multiproc.reduction.NotSendableException;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.Serializable;
import java.io.StringReader;
import java.lang.invoke.MethodHandles;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, and what is said about it. */
class NotSendableTest {

    private static final ObjectCodec CODEC = new KryoCodec();

    static List<Arguments> refused() throws Exception {
        List<Arguments> refused = new ArrayList<>();
        add(refused, new Thread("t"), "start a thread in the other process");
        add(refused, Thread.currentThread().getThreadGroup(), "thread belongs to its process");
        add(refused, new ThreadLocal<>(), "make it static");
        add(refused, NotSendableTest.class.getClassLoader(), "send class names");
        add(refused, FileInputStream.nullInputStream(), "transient");
        add(refused, new ByteArrayInputStream(new byte[0]), "send the byte array");
        add(refused, new StringReader(""), "send the string");
        add(refused, new Socket(), "connect there");
        add(refused, Pipe.open().source(), "open it again");
        add(refused, ForkJoinPool.commonPool(), "make one in the other process");
        add(refused, new ReentrantLock(), "use a ProcessLock");
        add(refused, new ReentrantReadWriteLock(), "use a ProcessLock");
        add(refused, new Semaphore(1), "use a ProcessSemaphore");
        add(refused, new CountDownLatch(1), "use a ProcessEvent");
        add(refused, new CompletableFuture<>(), "send its result");
        add(refused, new DelayQueue<>(), "use a ProcessQueue");
        add(refused, new ScheduledThreadPoolExecutor(1).getQueue(), "what is needed to make it again");
        add(refused, ByteBuffer.allocateDirect(1), "byte array");
        add(refused, List.of(1).iterator(), "send the collection");
        add(refused, Stream.of(1), "collect it into a list");
        add(refused, String.class.getMethod("length"), "member's name");
        add(refused, MethodHandles.lookup(), "method reference");
        add(refused, MethodHandles.constant(int.class, 1), "method reference");
        add(refused, Cleaner.create(), "transient");
        add(refused, new WeakReference<>("x"), "send the object that it refers to");
        add(refused, System.getLogger("x"), "make it static");
        add(refused, new Scanner(""), "transient");
        add(refused, ProcessHandle.current(), "send the process id");
        add(refused, proxyOf("java.sql.Connection"), "open it again");
        add(refused, proxyOf("io.multiproc.process.ProcessInfo"), "send its name or its pid");
        add(refused, proxyOf("io.multiproc.process.ParentProcess"), "send its name or its pid");
        add(refused, proxyOf("io.multiproc.pool.ProcessPool"), "do not capture it in a task");
        add(refused, proxyOf("io.multiproc.pool.AsyncResult"), "send its result");
        add(refused, proxyOf("io.multiproc.pool.ResultIterator"), "send a list of what is left");
        add(refused, proxyOf("io.multiproc.managers.Manager"), "send what it has made");
        add(refused, proxyOf("io.multiproc.connection.ConnectionListener"), "send its address");
        add(refused, proxyOf("io.multiproc.shared.SharedMemoryManager"), "send its blocks");
        return refused;
    }

    private static void add(List<Arguments> refused, Object value, String remedy) {
        refused.add(Arguments.of(value.getClass().getName(), value, remedy));
    }

    private static Object proxyOf(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(name);
        return Proxy.newProxyInstance(NotSendableTest.class.getClassLoader(), new Class<?>[] {type}, (p, m, a) -> null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void namesTheClassAndARemedy(String name, Object value, String remedy) {
        NotSendableException refusal = refusal(value);
        assertThat(refusal)
                .hasMessageStartingWith("cannot send " + value.getClass().getName() + ": it is not sendable (")
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void namesTheFieldThatHoldsIt(String name, Object value, String remedy) {
        NotSendableException refusal = refusal(new Pair<>("a", new Pair<>(value, "b")));
        assertThat(refusal.path()).isEqualTo("Pair.second.first");
        assertThat(refusal)
                .hasMessageStartingWith("cannot send " + Pair.class.getName() + ": field 'first' of type "
                        + value.getClass().getName() + " is not sendable, path Pair.second.first (")
                .hasMessageContaining(remedy);
    }

    @Test
    void refusesTimersThoughTheirThreadRuns() {
        Timer timer = new Timer(true);
        try {
            assertThat(refusal(timer)).hasMessageContaining("start a timer in the other process");
        } finally {
            timer.cancel();
        }
    }

    @Nested
    class Path {

        private final Thread culprit = new Thread("culprit");

        @Test
        void countsElements() {
            assertPath(new Pair<>("x", Arrays.asList(1, null, 2, culprit)), "Pair.second[3]", "element 3");
            assertPath(new Object[] {1, new Object[] {culprit}}, "Object[][1][0]", "element 0");
            assertPath(List.of(culprit), "ListN[0]", "List12[0]");
        }

        @Test
        void showsKeys() {
            assertPath(Map.of("db", culprit), "Map1[\"db\"]", "value of key \"db\"");
            assertPath(new java.util.HashMap<>(Map.of(5, culprit)), "HashMap[5]", "value of key 5");
            assertPath(Map.of(culprit, 1), "Map1[key 0]", "key 0");
            assertPath(Map.of(new Things.Point(1, 2), culprit), "Map1[value 0]", "value 0");
        }

        @Test
        void passesThroughWrappers() {
            List<Object> list = java.util.Collections.unmodifiableList(new ArrayList<>(List.of(1, culprit)));
            assertThat(refusal(new Pair<>(list, 1)).path()).isEqualTo("Pair.first[1]");
        }

        @Test
        void passesThroughExceptions() {
            @SuppressWarnings("serial") // as programs' exceptions are
            class Failed extends Exception {
                final Object held = culprit;
            }
            assertThat(refusal(new Failed()).path()).isEqualTo("Failed.held");
        }

        @Test
        void passesThroughObjectsThatWriteThemselves() {
            assertThat(refusal(new Things.WritesItself(1, culprit)).path()).isEqualTo("WritesItself.held");
        }

        @Test
        void isShortenedInTheMiddle() {
            Node last = new Node("last");
            last.held = culprit;
            Node first = last;
            for (int i = 0; i < 200; i++) {
                Node node = new Node("n");
                node.next = first;
                first = node;
            }
            assertThat(refusal(first).getMessage()).hasSizeLessThan(1000).contains(" ... ");
        }

        private void assertPath(Object value, String path, String words) {
            NotSendableException refusal = refusal(value);
            assertThat(refusal.getMessage()).containsAnyOf(words + " of type", words);
            assertThat(refusal.path()).isIn(path, words);
        }
    }

    @Nested
    class Lambdas {

        private final Thread held = new Thread("held");

        @Test
        void mustBeOfASerializableType() {
            Runnable lambda = () -> {};
            assertThat(refusal(lambda))
                    .hasMessage("cannot send lambda in " + Lambdas.class.getName()
                            + ": it is not sendable: java.lang.Runnable is not Serializable"
                            + " (use a Serializable functional interface, such as those of io.multiproc.function)");
            assertThat(refusal(new Pair<>(lambda, 1)))
                    .hasMessageContaining("field 'first' of type lambda of " + Lambdas.class.getName());
        }

        @Test
        void nameTheirMethodAndWhatTheyCapture() {
            Object captured = held;
            SerializableCallable<Object> lambda = () -> captured;
            assertThat(refusal(lambda))
                    .hasMessageStartingWith("cannot send lambda in " + Lambdas.class.getName()
                            + ".nameTheirMethodAndWhatTheyCapture: captured value 1 of type java.lang.Thread is not"
                            + " sendable, path lambda in " + Lambdas.class.getName()
                            + ".nameTheirMethodAndWhatTheyCapture.captured1 (");
        }

        @Test
        void sayThatTheyCaptureThis() {
            SerializableCallable<Object> lambda = () -> held;
            assertThat(refusal(lambda))
                    .hasMessageContaining("field 'held' of type java.lang.Thread")
                    .hasMessageContaining("sayThatTheyCaptureThis.this.held (")
                    .hasMessageContaining("; the lambda captures 'this': copy the fields it needs to local variables)");
        }
    }

    @Test
    void refusesAVeryDeepChainAndStaysUsable() {
        Node chain = new Node("end");
        for (int i = 0; i < 100_000; i++) {
            Node node = new Node("n");
            node.next = chain;
            chain = node;
        }
        assertThat(refusal(chain)).hasMessageContaining("nested more than").hasMessageContaining("send a list");
        assertThat(CODEC.encode(1, 0)).isNotEmpty();
    }

    @Test
    void keepsTheCauseOfAWriterThatThrows() {
        assertThat(refusal(new Things.Throwing()))
                .hasMessageContaining("it fails while it is written")
                .hasMessageContaining("not today")
                .hasCauseInstanceOf(java.io.InvalidObjectException.class);
    }

    @Test
    void keepsTheCauseOfAFailingReplacement() {
        class Stubborn implements Serializable {
            private static final long serialVersionUID = 1L;

            Object writeReplace() {
                throw new IllegalStateException("never");
            }
        }
        assertThat(refusal(List.of(new Stubborn())))
                .hasMessageContaining("fails in writeReplace: java.lang.IllegalStateException: never")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesACycleThatCannotBeRebuilt() {
        Object[] array = new Object[1];
        Pair<Object, Object> record = new Pair<>(array, 1);
        array[0] = record;
        assertThat(refusal(record)).hasMessageContaining("contains itself").hasMessageContaining("break the cycle");
    }

    @Test
    void refusesAUserClassWithFieldsOfAClosedParent() {
        assertThat(refusal(new java.io.PrintStream(System.out) {})).hasMessageContaining("open it again");
        class Observed extends java.text.Collator {
            @Override
            public int compare(String a, String b) {
                return 0;
            }

            @Override
            public java.text.CollationKey getCollationKey(String text) {
                throw new UnsupportedOperationException();
            }

            @Override
            public int hashCode() {
                return 0;
            }
        }
        assertThat(refusal(new Observed()))
                .hasMessageContaining("it inherits fields of java.text.Collator that cannot be read");
    }

    @Test
    void refusesExecutorsOfEveryKind() {
        ExecutorService executor = java.util.concurrent.Executors.newSingleThreadExecutor();
        try {
            assertThat(refusal(new Object[] {executor})).hasMessageContaining("make one in the other process");
        } finally {
            executor.shutdownNow();
        }
    }

    private static NotSendableException refusal(Object value) {
        NotSendableException refusal = catchThrowableOfType(NotSendableException.class, () -> CODEC.encode(value, 0));
        assertThat(refusal).as("refusal of " + value.getClass()).isNotNull();
        return refusal;
    }
}
