package io.multiproc.ipc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.codec.kryo.KryoCodec;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URL;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read from peers that are not believed, and what is not, in whichever way a message names a class. */
class StrangersCodecTest {

    /** As a peer writes it, who follows no rules. */
    private static final ObjectCodec OPEN = new KryoCodec();

    private static final AtomicInteger TOUCHED = new AtomicInteger();

    record Named(int number) {}

    record Other(int number) {}

    enum Color {
        RED
    }

    static class Mean implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(java.io.ObjectInputStream in) throws IOException {
            TOUCHED.incrementAndGet();
        }
    }

    static class Replaced implements Serializable {
        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            TOUCHED.incrementAndGet();
            return "replaced";
        }
    }

    static class OwnException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        OwnException() {
            super("own");
        }
    }

    static class Initialized {
        static {
            TOUCHED.incrementAndGet();
        }

        int field;
    }

    interface SerializableRunnable extends Runnable, Serializable {}

    private static ObjectCodec strangers(Class<?>... allowed) {
        Set<String> names = new java.util.LinkedHashSet<>();
        for (Class<?> type : allowed) {
            names.add(type.getName());
        }
        return KryoCodec.forStrangers(StrangersCodecTest.class.getClassLoader(), names);
    }

    private static @Nullable Object read(ObjectCodec codec, @Nullable Object value) {
        byte[] message = OPEN.encode(value, 0);
        return codec.decode(message, 0, message.length);
    }

    static Stream<Arguments> values() {
        return arguments(
                1,
                "text",
                new int[] {1, 2},
                new String[] {"a"},
                List.of(1, List.of(2)),
                new ArrayList<>(List.of(Map.of("a", Set.of(1L)))),
                new TreeMap<>(Map.of("a", 1)),
                Collections.synchronizedMap(new HashMap<>(Map.of(1, 2))),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1)),
                EnumSet.of(TimeUnit.DAYS),
                new ConcurrentHashMap<>(Map.of(1, 2)),
                BitSet.valueOf(new long[] {5}),
                Optional.of(BigDecimal.TEN),
                Instant.EPOCH,
                Year.of(2020),
                Locale.FRANCE,
                new UUID(1, 2));
    }

    /** An array is one argument too. */
    private static Stream<Arguments> arguments(Object... values) {
        return Arrays.stream(values).map(value -> Arguments.of(new Object[] {value}));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesAndCollectionsOfTheJdkAreRead(Object value) {
        Object read = read(strangers(), value);
        if (value.getClass().isArray()) {
            assertThat(Arrays.deepToString(new Object[] {read})).isEqualTo(Arrays.deepToString(new Object[] {value}));
        } else {
            assertThat(read).isEqualTo(value);
        }
    }

    @Test
    void exceptionsOfTheJdkAreRead() {
        Object read = read(strangers(), new IllegalStateException("a", new java.io.FileNotFoundException("b")));
        assertThat(read).isInstanceOf(IllegalStateException.class);
        assertThat(((Exception) java.util.Objects.requireNonNull(read)).getCause())
                .hasMessage("b");
    }

    static Stream<Arguments> unwanted() throws IOException {
        SerializableRunnable lambda = () -> TOUCHED.incrementAndGet();
        return arguments(
                new Other(1),
                new Other[] {},
                new Other[0][0],
                List.of(new Other(1)),
                Color.RED,
                EnumSet.of(Color.RED),
                new Mean(),
                new Object[] {"a", Map.of(1, new Mean())},
                new Replaced(),
                new OwnException(),
                new IllegalStateException("a", new OwnException()),
                lambda,
                Other.class,
                new URL("http://localhost/"),
                java.util.logging.Level.INFO,
                Proxy.newProxyInstance(
                        StrangersCodecTest.class.getClassLoader(),
                        new Class<?>[] {Comparable.class},
                        (InvocationHandler & Serializable) (proxy, method, arguments) -> null));
    }

    @ParameterizedTest
    @MethodSource("unwanted")
    void othersAreRefusedAndNoneOfTheirCodeIsRun(Object value) {
        int before = TOUCHED.get();
        assertThatThrownBy(() -> read(strangers(Named.class), value))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("are not received from this peer")
                .hasMessageContaining("allow()");
        assertThat(TOUCHED).hasValue(before);
    }

    @Test
    void aRefusedClassIsNotEvenInitialized() {
        // encoded by hand of its name: making one here would initialize it
        byte[] message = OPEN.encode(new Other(1), 0);
        String text = new String(message, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text).contains(Other.class.getName());
        assertThatThrownBy(() -> read(strangers(), Initialized.class)).isInstanceOf(UnreadableMessageException.class);
        assertThat(TOUCHED.get()).isZero();
    }

    @Test
    void whatIsNamedIsRead() {
        assertThat(read(strangers(Named.class), List.of(new Named(1), new Named(2))))
                .isEqualTo(List.of(new Named(1), new Named(2)));
        assertThat(read(strangers(Color.class), new Object[] {Color.RED})).isEqualTo(new Object[] {Color.RED});
        assertThat(read(strangers(OwnException.class), new OwnException())).isInstanceOf(OwnException.class);
        Object lambda = read(strangers(StrangersCodecTest.class), (SerializableRunnable) () -> {});
        assertThat(lambda).isInstanceOf(Runnable.class);
    }

    @Test
    void aRefusalDoesNotSpoilTheNextMessage() {
        ObjectCodec codec = strangers(Named.class);
        for (int round = 0; round < 3; round++) {
            assertThatThrownBy(() -> read(codec, new Other(1))).isInstanceOf(UnreadableMessageException.class);
            assertThat(read(codec, new Named(1))).isEqualTo(new Named(1));
        }
    }

    static final class Live {}

    @Test
    void liveObjectsAreNeitherSentNorRead() {
        Reduction<Live> reduction = new Reduction<>() {
            @Override
            public Class<Live> type() {
                return Live.class;
            }

            @Override
            public Object reduce(Live value) {
                TOUCHED.incrementAndGet();
                return "live";
            }

            @Override
            public Live restore(@Nullable Object standIn) {
                TOUCHED.incrementAndGet();
                return new Live();
            }
        };
        Reductions.register(reduction);
        byte[] message = OPEN.encode(new Live(), 0);
        TOUCHED.set(0);
        ObjectCodec codec = strangers();
        assertThatThrownBy(() -> codec.encode(List.of(new Live()), 0))
                .isInstanceOf(NotSendableException.class)
                .hasMessageContaining("another machine");
        assertThatThrownBy(() -> codec.decode(message, 0, message.length))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("are not received from this peer");
        assertThat(TOUCHED).hasValue(0);
    }
}
