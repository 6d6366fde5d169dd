package io.multiproc.ipc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.codec.Things.Pair;
import io.multiproc.ipc.codec.Things.Plain;
import io.multiproc.ipc.codec.kryo.KryoCodec;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.SameWithoutNative;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One codec, many callers: at the same time, and inside each other. */
@SameWithoutNative
class CodecThreadsTest {

    static final ObjectCodec CODEC = new KryoCodec();

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int number = i;
                tasks.add(() -> crosses(number));
            }
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean crosses(int number) {
        Plain plain = new Plain(number, "n" + number);
        Object sent = Arrays.asList(plain, new Pair<>(number, plain), "x".repeat(number * 10), new long[number]);
        for (int i = 0; i < 50; i++) {
            byte[] message = CODEC.encode(sent, 0);
            List<?> arrived = (List<?>) CODEC.decode(message, 0, message.length);
            if (!arrived.get(0).equals(plain) || ((Pair<?, ?>) arrived.get(1)).second() != arrived.get(0)) {
                return false;
            }
            if (i % 10 == 0) {
                assertThatThrownBy(() -> CODEC.encode(new Object[] {sent, Thread.currentThread()}, 0))
                        .isInstanceOf(NotSendableException.class);
            }
        }
        return true;
    }

    @Test
    void mayBeCalledWithinWriteReplaceAndReadResolve() {
        List<Object> sent = List.of(new Envelope("inside", 3), new Plain(1, "beside"));
        byte[] message = CODEC.encode(sent, 0);
        assertThat(CODEC.decode(message, 0, message.length)).isEqualTo(sent);
    }

    @Test
    void mayBeCalledWithinAConstructor() {
        byte[] inner = CODEC.encode(new Things.Point(1, 2), 0);
        byte[] message = CODEC.encode(List.of(new Unpacks(inner), new Unpacks(inner)), 0);
        assertThat((List<?>) CODEC.decode(message, 0, message.length)).hasSize(2);
    }

    @Test
    void staysUsableAfterFailures() {
        Plain shared = new Plain(5, "five");
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> CODEC.encode(new Object[] {shared, Thread.currentThread()}, 0))
                    .isInstanceOf(NotSendableException.class);
            byte[] message = CODEC.encode(new Object[] {shared, shared}, 0);
            Object[] arrived = (Object[]) CODEC.decode(message, 0, message.length);
            assertThat(arrived).containsExactly(shared, shared);
        }
    }

    private record Unpacks(byte[] bytes) {
        Unpacks {
            assertThat(CODEC.decode(bytes, 0, bytes.length)).isEqualTo(new Things.Point(1, 2));
        }
    }

    /** Sends its content as a message inside the message. */
    private record Envelope(Object content, int layers) implements Serializable {

        private Object writeReplace() {
            return new Sealed(CODEC.encode(layers == 0 ? content : new Envelope(content, layers - 1), 0), layers);
        }

        private record Sealed(byte[] bytes, int layers) implements Serializable {
            private Object readResolve() {
                Object inside = CODEC.decode(bytes, 0, bytes.length);
                return new Envelope(inside instanceof Envelope inner ? inner.content() : inside, layers);
            }
        }
    }
}
