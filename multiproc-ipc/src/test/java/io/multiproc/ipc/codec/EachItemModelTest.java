package io.multiproc.ipc.codec;

import static io.multiproc.ipc.codec.Breakable.BROKEN;
import static io.multiproc.ipc.codec.Breakable.throughTheCodec;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.function.SerializableCallable;
import io.multiproc.ipc.codec.Breakable.Made;
import io.multiproc.ipc.codec.Breakable.Replaced;
import io.multiproc.ipc.codec.Breakable.Resolved;
import io.multiproc.ipc.codec.Breakable.Streamed;
import io.multiproc.testkit.SameWithoutNative;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random objects that share parts, some of them broken: it is known which items may be unread. */
@SameWithoutNative
class EachItemModelTest {

    @AfterEach
    void mend() {
        BROKEN.clear();
    }

    static Stream<Long> seeds() {
        return Stream.of(1L, 2L, 3L, System.nanoTime());
    }

    /** An item is unread if something in it is broken, and arrives as it was if not. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoeverHasNothingBrokenArrives(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            BROKEN.clear();
            List<Object> things = new ArrayList<>(List.of("text", List.of(1, 2), new byte[20_000], Thread.State.NEW));
            Object[] sent = new Object[1 + random.nextInt(8)];
            for (int i = 0; i < sent.length; i++) {
                for (int parts = random.nextInt(4); parts >= 0; parts--) {
                    things.add(thing(things, random));
                }
                sent[i] = things.get(things.size() - 1);
            }
            @Nullable Object[] whole = throughTheCodec(sent);
            for (int i = 0; i < things.size(); i++) {
                if (random.nextInt(6) == 0) {
                    BROKEN.add(i);
                }
            }
            @Nullable Object[] arrived = throughTheCodec(sent);
            Map<Object, Object> known = new IdentityHashMap<>();
            for (int i = 0; i < sent.length; i++) {
                String where = "seed " + seed + ", round " + round + ", item " + i;
                if (isBroken(sent[i])) {
                    assertThat(arrived[i]).as(where).isInstanceOf(UnreadItem.class);
                } else {
                    assertThat(shown(arrived[i])).as(where).isEqualTo(shown(sent[i]));
                    checkIdentity(Objects.requireNonNull(whole[i]), arrived[i], known, where);
                }
            }
            int from = random.nextInt(sent.length + 1);
            int to = from + random.nextInt(sent.length + 1);
            @Nullable Object[] some = throughTheCodec(from, to, sent);
            assertThat(some).hasSameSizeAs(sent);
            for (int i = 0; i < sent.length; i++) {
                String where = "seed " + seed + ", round " + round + ", item " + i + " of " + from + " to " + to;
                assertThat(i < from || i >= to ? "nothing" : shown(some[i]))
                        .as(where)
                        .isEqualTo(some[i] == null ? "nothing" : shown(arrived[i]));
            }
        }
    }

    private static Object thing(List<Object> others, Random random) {
        Object first = others.get(random.nextInt(others.size()));
        Object second = others.get(others.size() - 1 - random.nextInt(Math.min(3, others.size())));
        int number = others.size();
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Made(number, first, second);
            case 2, 3 -> new Resolved(number, first, second);
            case 4 -> new Streamed(number, first, second);
            case 5 -> new Replaced(number, first, second);
            case 6 -> new ArrayList<>(Arrays.asList(first, second));
            default -> (SerializableCallable<Object>) () -> List.of(first, second);
        };
    }

    private static boolean isBroken(Object thing) {
        return parts(thing).stream().anyMatch(EachItemModelTest::isBroken) || BROKEN.contains(number(thing));
    }

    private static int number(Object thing) {
        return thing instanceof Breakable breakable ? breakable.number() : -1;
    }

    private static List<?> parts(Object thing) {
        if (thing instanceof Breakable breakable) {
            return List.of(breakable.first(), breakable.second());
        }
        if (thing instanceof SerializableCallable<?> callable) {
            try {
                return (List<?>) callable.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return thing instanceof List<?> list ? list : List.of();
    }

    /** What is one object if everything can be read is one here, too. */
    private static void checkIdentity(Object whole, @Nullable Object arrived, Map<Object, Object> known, String where) {
        List<?> parts = parts(whole);
        if (arrived == null || parts.isEmpty()) {
            return;
        }
        if (known.putIfAbsent(whole, arrived) != null) {
            assertThat(known.get(whole)).as(where).isSameAs(arrived);
            return;
        }
        List<?> arrivedParts = parts(arrived);
        for (int i = 0; i < parts.size(); i++) {
            checkIdentity(parts.get(i), arrivedParts.get(i), known, where);
        }
    }

    private static String shown(@Nullable Object thing) {
        if (thing == null || thing instanceof String || thing instanceof Number || thing instanceof Enum<?>) {
            return String.valueOf(thing);
        }
        if (thing instanceof byte[] bytes) {
            return "bytes " + bytes.length;
        }
        String kind = thing instanceof SerializableCallable<?>
                ? "lambda"
                : thing instanceof List<?> ? "list" : thing.getClass().getSimpleName();
        StringBuilder text = new StringBuilder(kind).append(number(thing)).append('(');
        parts(thing).forEach(part -> text.append(shown(part)).append(' '));
        return text.append(')').toString();
    }
}
