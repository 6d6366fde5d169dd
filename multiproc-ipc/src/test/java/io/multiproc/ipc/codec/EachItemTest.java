package io.multiproc.ipc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.function.SerializableCallable;
import io.multiproc.ipc.codec.kryo.KryoCodec;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several objects in one message, some of which cannot be read. */
@SameWithoutNative
class EachItemTest {

    private static final ObjectCodec CODEC = new KryoCodec();

    /** Things of these numbers fail while they are read. */
    private static final Set<Integer> BROKEN = new HashSet<>();

    private static void check(int number) {
        if (BROKEN.contains(number)) {
            throw new IllegalStateException("number " + number);
        }
    }

    /** Fails in its constructor, when its parts have been read. */
    record Made(int number, Object first, Object second) {
        Made {
            check(number);
        }
    }

    /** Fails when all of it is there. */
    static final class Resolved {
        final int number;
        final Object first;
        final Object second;

        Resolved(int number, Object first, Object second) {
            this.number = number;
            this.first = first;
            this.second = second;
        }

        private Object readResolve() {
            check(number);
            return this;
        }
    }

    /** Fails in the midst of a Java stream. */
    static final class Streamed implements Serializable {
        private static final long serialVersionUID = 1L;

        final int number;

        @SuppressWarnings("serial")
        final Object first;

        @SuppressWarnings("serial")
        final Object second;

        Streamed(int number, Object first, Object second) {
            this.number = number;
            this.first = first;
            this.second = second;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            if (BROKEN.contains(number)) {
                throw new InvalidObjectException("number " + number);
            }
        }
    }

    /** Stands for itself, in another state. */
    static final class Replaced {
        final int number;
        final Object first;
        final Object second;

        Replaced(int number, Object first, Object second) {
            this.number = number;
            this.first = first;
            this.second = second;
        }

        private Object writeReplace() {
            return new Replaced(number, first, second);
        }

        private Object readResolve() {
            check(number);
            return this;
        }
    }

    static final class Node {
        @Nullable
        Object first;

        @Nullable
        Object second;
    }

    @AfterEach
    void mend() {
        BROKEN.clear();
    }

    private static @Nullable Object[] throughTheCodec(Object... items) {
        byte[] message = CODEC.encodeEach(items, 7);
        return CODEC.decodeEach(message, 7, message.length - 7);
    }

    @Test
    void oneThatCannotBeReadLeavesTheOthersAlone() {
        Object[] sent = {new Made(1, "a", 1L), new Made(2, "b", 2L), "c", new Made(3, "d", 3L)};
        BROKEN.add(2);
        @Nullable Object[] items = throughTheCodec(sent);
        assertThat(items[0]).isEqualTo(new Made(1, "a", 1L));
        assertThat(items[1]).isInstanceOfSatisfying(UnreadItem.class, unread -> {
            assertThat(unread.reason()).isEqualTo("java.lang.IllegalStateException: number 2");
            assertThat(unread.cause()).isExactlyInstanceOf(IllegalStateException.class);
        });
        assertThat(items[2]).isEqualTo("c");
        assertThat(items[3]).isEqualTo(new Made(3, "d", 3L));
    }

    @Test
    void allKindsOfListsArrive() {
        for (List<Object> sent : List.of(
                List.<Object>of(),
                List.<Object>of(1),
                List.<Object>of(1, 2, 3, 4, 500000),
                List.<Object>of("a", "b", "c", "d"),
                List.<Object>of(1.5, 2.5, 3.5, 4.5),
                List.<Object>of("a", 1, 2L, new byte[0].length))) {
            assertThat(throughTheCodec(sent.toArray())).containsExactlyElementsOf(sent);
        }
        assertThat(throughTheCodec(null, "a", null)).containsExactly(null, "a", null);
    }

    @Test
    void whatLaterItemsShareWithItIsReadForThem() {
        BROKEN.add(1);
        List<Object> shared = new ArrayList<>(List.of("table"));
        byte[] large = new byte[50_000];
        large[49_999] = 3;
        Object bad = new Resolved(1, "x", "y");
        @Nullable
        Object[] items = throughTheCodec(
                new Made(10, bad, List.of(large, shared)),
                new Made(11, large, shared),
                new Made(12, shared, shared),
                new Made(13, bad, shared));
        assertThat(items[0]).isInstanceOf(UnreadItem.class);
        Made second = (Made) items[1];
        Made third = (Made) items[2];
        assertThat((byte[]) second.first()).isEqualTo(large);
        assertThat(second.second()).isEqualTo(shared);
        assertThat(third.first()).isSameAs(third.second()).isSameAs(second.second());
        assertThat(items[3]).isInstanceOf(UnreadItem.class);
    }

    @Test
    void whatIsReadForThemIsTheSameObjectEverywhere() {
        List<Object> inner = new ArrayList<>(List.of("inner"));
        List<Object> outer = new ArrayList<>(List.of(inner, "outer"));
        Object[] sent = {
            new Made(10, outer, "x"), new Made(11, inner, outer), new Made(12, outer, inner), new Made(13, inner, "y")
        };
        BROKEN.add(10);
        @Nullable Object[] items = throughTheCodec(sent);
        assertThat(items[0]).isInstanceOf(UnreadItem.class);
        Made second = (Made) items[1];
        Made third = (Made) items[2];
        assertThat(((List<?>) second.second()).get(0)).isSameAs(second.first()).isEqualTo(inner);
        assertThat(third.first()).isSameAs(second.second()).isEqualTo(outer);
        assertThat(third.second()).isSameAs(second.first());
        assertThat(((Made) items[3]).first()).isSameAs(second.first());
    }

    /** Counts how often it is tried. */
    static final class Tried {
        static int times;
        final String part = "part";

        private Object readResolve() {
            times++;
            throw new IllegalStateException("tried");
        }
    }

    @Test
    void whatCannotBeReadIsNotTriedForEachThatSharesIt() {
        Tried.times = 0;
        List<Object> shared = new ArrayList<>(List.of("a", new Tried()));
        Object[] sent = new Object[100];
        Arrays.setAll(sent, i -> i % 10 == 5 ? "good " + i : Arrays.asList(i, shared));
        @Nullable Object[] items = throughTheCodec(sent);
        for (int i = 0; i < sent.length; i++) {
            if (i % 10 == 5) {
                assertThat(items[i]).isEqualTo(sent[i]);
            } else {
                assertThat(((UnreadItem) items[i]).reason()).isEqualTo("java.lang.IllegalStateException: tried");
            }
        }
        assertThat(Tried.times).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadIsNotTriedForEachPartThatSharesIt() {
        Tried.times = 0;
        Object shared = new Tried();
        List<Object> parts = new ArrayList<>(List.of(shared));
        Object[] sent = new Object[20];
        for (int i = 1; i < sent.length; i++) {
            List<Object> part = new ArrayList<>(List.of(shared, i));
            parts.add(part);
            sent[i] = Arrays.asList(part, i);
        }
        sent[0] = parts;
        assertThat(throughTheCodec(sent)).allSatisfy(item -> assertThat(item).isInstanceOf(UnreadItem.class));
        assertThat(Tried.times).isEqualTo(2);
    }

    /** Arrives as nothing. */
    static final class Vanishing {
        final List<Object> parts = new ArrayList<>(List.of("part"));

        private @Nullable Object readResolve() {
            return null;
        }
    }

    @Test
    void whatResolvesToNothingDoesSoWhereverItIsReadAgain() {
        Vanishing vanishing = new Vanishing();
        List<Object> outer = new ArrayList<>(List.of(vanishing, "outer"));
        Object[] sent = {
            new Made(10, outer, "x"),
            Arrays.asList(vanishing, outer, vanishing, "end"),
            Arrays.asList(outer, vanishing.parts, "end")
        };
        BROKEN.add(10);
        @Nullable Object[] items = throughTheCodec(sent);
        List<Object> arrived = Arrays.asList(null, "outer");
        assertThat(items[1]).isEqualTo(Arrays.asList(null, arrived, null, "end"));
        assertThat(items[2]).isEqualTo(List.of(arrived, List.of("part"), "end"));
    }

    static final class Parent {
        transient int children;
    }

    /** Tells its parent when it arrives. */
    static final class Child {
        final Parent parent;

        Child(Parent parent) {
            this.parent = parent;
        }

        private Object readResolve() {
            parent.children++;
            return this;
        }
    }

    @Test
    void whatOthersHaveAlreadyIsNotMadeAgainWithinALargerPart() {
        List<Object> outer = new ArrayList<>(List.of(new Child(new Parent()), "outer"));
        Object bad = new Made(1, "x", "y");
        BROKEN.add(1);
        @Nullable
        Object[] items =
                throughTheCodec(List.of(outer, bad), List.of(outer.get(0), "a"), Arrays.asList(outer, "b"), "end");
        Child child = (Child) ((List<?>) items[1]).get(0);
        List<?> arrived = (List<?>) ((List<?>) items[2]).get(0);
        assertThat(arrived.get(0)).isSameAs(child);
        assertThat(arrived.get(1)).isEqualTo("outer");
        assertThat(((List<?>) items[2]).get(1)).isEqualTo("b");
        assertThat(items[3]).isEqualTo("end");
        assertThat(child.parent.children).isEqualTo(1);
    }

    @Test
    void whoSharesSomethingUnfinishedWithItDoesNotGetIt() {
        List<Object> holder = new ArrayList<>(List.of("before"));
        holder.add(new Made(1, "x", "y"));
        BROKEN.add(1);
        @Nullable Object[] items = throughTheCodec(holder, List.of(holder), "other");
        assertThat(items[0]).isInstanceOf(UnreadItem.class);
        assertThat(items[1]).isInstanceOf(UnreadItem.class);
        assertThat(items[2]).isEqualTo("other");
    }

    @Test
    void partsOfACircleAreReadWholeOrNotAtAll() {
        BROKEN.add(1);
        Node outer = new Node();
        Node inner = new Node();
        outer.first = inner;
        inner.first = outer;
        Object bad = new Resolved(1, "x", "y");
        @Nullable Object[] items = throughTheCodec(List.of(bad, outer), List.of(outer), List.of(inner), "other");
        assertThat(items[0]).isInstanceOf(UnreadItem.class);
        Node arrived = (Node) ((List<?>) items[1]).get(0);
        assertThat(((Node) arrived.first).first).isSameAs(arrived);
        for (Object item : List.of(items[2], throughTheCodec(List.of(bad, outer), List.of(inner), "x")[1])) {
            if (item instanceof List<?> list) {
                Node node = (Node) list.get(0);
                assertThat(((Node) node.first).first).isSameAs(node);
            } else {
                assertThat(item).isInstanceOf(UnreadItem.class);
            }
        }
        assertThat(items[3]).isEqualTo("other");
    }

    @Test
    void whatIsTriedFromWithinACircleIsTriedAgainWhenTheCircleIsThere() {
        Node outer = new Node();
        Node inner = new Node();
        outer.first = inner;
        inner.first = outer;
        List<Object> holder = new ArrayList<>(List.of(inner));
        Object bad = new Resolved(1, "x", "y");
        BROKEN.add(1);
        @Nullable
        Object[] items = throughTheCodec(
                List.of(outer, holder, bad), List.of(holder, "a"), List.of(outer, "b"), List.of(outer, holder, "c"));
        assertThat(items[0]).isInstanceOf(UnreadItem.class);
        Node arrived = (Node) ((List<?>) items[2]).get(0);
        assertThat(((Node) arrived.first).first).isSameAs(arrived);
        List<?> last = (List<?>) items[3];
        assertThat(last.get(0)).isSameAs(arrived);
        assertThat(((List<?>) last.get(1)).get(0)).isSameAs(arrived.first);
    }

    /** Finds all classes but those that are said to be missing. */
    private static final class Forgetful extends ClassLoader {

        private final Set<String> missing;

        Forgetful(Set<String> missing) {
            super(EachItemTest.class.getClassLoader());
            this.missing = missing;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (missing.contains(name)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    @Test
    void aClassThatIsMissingFailsThoseThatNeedItOnly() {
        ObjectCodec receiver = new KryoCodec(new Forgetful(Set.of(Made.class.getName())), List.of());
        Object[] sent = {
            new Made(1, new Resolved(1, "a", "b"), "c"),
            new Resolved(2, "d", "e"),
            List.of(new Made(3, "f", "g")),
            new Resolved(4, "h", "i"),
            Made.class,
            Resolved.class
        };
        byte[] message = CODEC.encodeEach(sent, 0);
        @Nullable Object[] items = receiver.decodeEach(message, 0, message.length);
        assertThat(items[0])
                .isInstanceOfSatisfying(
                        UnreadItem.class,
                        unread -> assertThat(unread.reason())
                                .contains("class " + Made.class.getName() + " is missing in this process"));
        assertThat(((Resolved) items[1]).first).isEqualTo("d");
        assertThat(items[2]).isInstanceOf(UnreadItem.class);
        assertThat(((Resolved) items[3]).second).isEqualTo("i");
        assertThat(items[4]).isInstanceOf(UnreadItem.class);
        assertThat(items[5]).isEqualTo(Resolved.class);
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
        return parts(thing).stream().anyMatch(EachItemTest::isBroken) || BROKEN.contains(number(thing));
    }

    private static int number(Object thing) {
        if (thing instanceof Made made) {
            return made.number();
        }
        if (thing instanceof Resolved resolved) {
            return resolved.number;
        }
        if (thing instanceof Streamed streamed) {
            return streamed.number;
        }
        return thing instanceof Replaced replaced ? replaced.number : -1;
    }

    private static List<?> parts(Object thing) {
        if (thing instanceof Made made) {
            return List.of(made.first(), made.second());
        }
        if (thing instanceof Resolved resolved) {
            return List.of(resolved.first, resolved.second);
        }
        if (thing instanceof Streamed streamed) {
            return List.of(streamed.first, streamed.second);
        }
        if (thing instanceof Replaced replaced) {
            return List.of(replaced.first, replaced.second);
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

    /** Must be closed if nobody has it, and can be restored once. */
    static final class Live implements AutoCloseable {
        boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final Map<String, Live> RESTORED = new TreeMap<>();

    private static final class LiveReduction implements Reduction<Live> {

        private int count;

        @Override
        public Class<Live> type() {
            return Live.class;
        }

        @Override
        public Object reduce(Live value) {
            return "live " + count++;
        }

        @Override
        public Live restore(@Nullable Object standIn) {
            Live live = new Live();
            if (RESTORED.put(String.valueOf(standIn), live) != null) {
                throw new IllegalStateException(standIn + " was restored before");
            }
            return live;
        }

        @Override
        public AutoCloseable toCloseIfLost(Live restored) {
            return restored;
        }
    }

    /** Holds nothing open, and is still one object. */
    static final class Handle {}

    private static final class HandleReduction implements Reduction<Handle> {

        private int restored;

        @Override
        public Class<Handle> type() {
            return Handle.class;
        }

        @Override
        public Object reduce(Handle value) {
            return "handle";
        }

        @Override
        public Handle restore(@Nullable Object standIn) {
            restored++;
            return new Handle();
        }
    }

    @Test
    void liveObjectsThatHoldNothingOpenAreRestoredOnceToo() {
        HandleReduction reduction = new HandleReduction();
        Reductions.register(reduction);
        Handle handle = new Handle();
        List<Object> holder = new ArrayList<>(Collections.singletonList(handle));
        Object[] sent = {
            Arrays.asList(handle, new Made(1, "x", "y")), Arrays.asList(handle, "a"), Arrays.asList(holder, handle)
        };
        BROKEN.add(1);
        @Nullable Object[] items = throughTheCodec(sent);
        Object arrived = ((List<?>) items[1]).get(0);
        assertThat(((List<?>) items[2]).get(1)).isSameAs(arrived).isInstanceOf(Handle.class);
        assertThat(reduction.restored).isEqualTo(1);
    }

    /** Counts how often it is made. */
    static final class Counted {
        static int times;
        final Handle handle;

        Counted(Handle handle) {
            this.handle = handle;
        }

        private Object readResolve() {
            times++;
            return this;
        }
    }

    @Test
    void whatHoldsNothingOpenIsNotReadAgainForEachItemThatFails() {
        HandleReduction reduction = new HandleReduction();
        Reductions.register(reduction);
        Counted.times = 0;
        Object shared = new Counted(new Handle());
        Object[] sent = new Object[20];
        Arrays.setAll(sent, i -> Arrays.asList(shared, new Made(i, "x", "y")));
        Arrays.setAll(sent, i -> i < 19 ? sent[i] : Arrays.asList(shared, "good"));
        for (int i = 0; i < 19; i++) {
            BROKEN.add(i);
        }
        @Nullable Object[] items = throughTheCodec(sent);
        assertThat(items[18]).isInstanceOf(UnreadItem.class);
        assertThat(((Counted) ((List<?>) items[19]).get(0)).handle).isInstanceOf(Handle.class);
        assertThat(Counted.times).isEqualTo(2);
        assertThat(reduction.restored).isEqualTo(1);
    }

    @Test
    void liveObjectsOfUnreadItemsAreClosedUnlessOthersHaveThem() {
        RESTORED.clear();
        LiveReduction reduction = new LiveReduction();
        Reductions.register(reduction);
        Live lost = new Live();
        Live shared = new Live();
        Live inShared = new Live();
        Live fine = new Live();
        Live later = new Live();
        List<Object> holder = new ArrayList<>(Collections.singletonList(inShared));
        Object bad = new Made(1, "x", "y");
        BROKEN.add(1);
        @Nullable
        Object[] items = throughTheCodec(
                Arrays.asList(fine, "a"),
                Arrays.asList(lost, shared, bad, holder, later),
                Arrays.asList(shared, "b"),
                Arrays.asList(holder, "c"),
                Arrays.asList(later, bad),
                "d");
        assertThat(items[1]).isInstanceOf(UnreadItem.class);
        assertThat(items[4]).isInstanceOf(UnreadItem.class);
        assertThat(((List<?>) items[2]).get(0)).isSameAs(RESTORED.get("live 2"));
        assertThat(((List<?>) ((List<?>) items[3]).get(0)).get(0)).isSameAs(RESTORED.get("live 3"));
        assertThat(RESTORED.get("live 0").closed).isFalse();
        assertThat(RESTORED.get("live 1").closed).isTrue();
        assertThat(RESTORED.get("live 2").closed).isFalse();
        assertThat(RESTORED.get("live 3").closed).isFalse();
        assertThat(RESTORED.get("live 4").closed).isTrue();
    }

    @Test
    void liveObjectsThatOnlyUnreadItemsAskForAreClosed() {
        RESTORED.clear();
        Reductions.register(new LiveReduction());
        Live nobodys = new Live();
        Live somebodys = new Live();
        List<Object> holder = new ArrayList<>(Collections.singletonList(somebodys));
        Object bad = new Made(1, "x", "y");
        BROKEN.add(1);
        @Nullable
        Object[] items = throughTheCodec(
                Arrays.asList(nobodys, holder, bad),
                Arrays.asList(nobodys, holder, bad),
                Arrays.asList(holder, "good"),
                Arrays.asList(nobodys, holder, bad),
                Arrays.asList(holder, "good"));
        assertThat(items[3]).isInstanceOf(UnreadItem.class);
        Live got = RESTORED.get("live 1");
        assertThat(((List<?>) ((List<?>) items[2]).get(0)).get(0)).isSameAs(got);
        assertThat(((List<?>) items[4]).get(0)).isSameAs(((List<?>) items[2]).get(0));
        assertThat(got.closed).isFalse();
        assertThat(RESTORED.get("live 0").closed).isTrue();
    }

    @Test
    void liveObjectsAreAllClosedIfTheMessageIsDamaged() {
        RESTORED.clear();
        Reductions.register(new LiveReduction());
        Object[] sent = {Arrays.asList(new Made(1, "x", "y"), "a"), Arrays.asList(new Live(), "b"), "end"};
        byte[] message = CODEC.encodeEach(sent, 0);
        BROKEN.add(1);
        int end = message.length - Integer.BYTES;
        int index = end - ByteBuffer.wrap(message).getInt(end);
        byte[] longer = new byte[message.length + 1]; // a byte more between items and index
        System.arraycopy(message, 0, longer, 0, index);
        System.arraycopy(message, index, longer, index + 1, message.length - index);
        assertThatThrownBy(() -> CODEC.decodeEach(longer, 0, longer.length))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("1 bytes follow the items");
        assertThat(RESTORED.get("live 0").closed).isTrue();
    }

    /** As where the heap has no room for it. */
    static final class Huge {
        final Object part = "part";

        private Object readResolve() {
            throw new OutOfMemoryError("no room");
        }
    }

    @Test
    void aHeapWithoutRoomFailsTheMessageAndClosesItsLiveObjects() {
        RESTORED.clear();
        Reductions.register(new LiveReduction());
        assertThatThrownBy(() -> throughTheCodec(Arrays.asList(new Live(), "a"), new Huge(), new Huge(), "b"))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("OutOfMemoryError: no room");
        assertThat(RESTORED.get("live 0").closed).isTrue();
    }

    @Test
    void whatCannotBeSentIsRefusedWithItsPath() {
        assertThatThrownBy(() -> throughTheCodec("a", List.of(new Thread())))
                .isInstanceOf(NotSendableException.class)
                .hasMessageContaining("[1]");
        assertThat(throughTheCodec("a", 1)).containsExactly("a", 1);
    }

    /** Such as would take gigabytes if it were believed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void noNumberOfAnIndexIsBelievedThatItsItemsCannotHold(int which) {
        List<Object> shared = new ArrayList<>(List.of("shared"));
        Object[] sent = {Arrays.asList(new Made(1, "x", "y"), shared), Arrays.asList(shared, "b")};
        byte[] message = CODEC.encodeEach(sent, 0);
        BROKEN.add(1);
        assertThat(CODEC.decodeEach(message, 0, message.length)[1]).isEqualTo(sent[1]);
        int end = message.length - Integer.BYTES;
        int length = ByteBuffer.wrap(message).getInt(end);
        int start = end - length;
        assertThat(message[start]).isEqualTo((byte) 1); // descriptor
        assertThat(message[start + 6]).isEqualTo((byte) 1); // object that is referred to
        assertThat(length).isEqualTo(9);
        ByteBuffer damaged = ByteBuffer.allocate(message.length + 4);
        damaged.put(message, 0, start + which).put(new byte[] {-1, -1, -1, -1, 7}); // the greatest of all
        damaged.put(message, start + which + 1, Math.max(0, length - which - 1)).putInt(length + 4);
        assertThatThrownBy(() -> CODEC.decodeEach(damaged.array(), 0, damaged.position()))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageMatching("(?s).*(a length of|an index with|bytes follow|no index|ends too early).*")
                .hasNoCause();
    }

    @Test
    void numbersOfAnIndexDoNotGoBackwards() {
        Object[] sent = {"a", new Made(1, "x", "y"), Arrays.asList("b", "c"), "d"};
        byte[] message = CODEC.encodeEach(sent, 0);
        BROKEN.add(1);
        assertThat(CODEC.decodeEach(message, 0, message.length)[3]).isEqualTo("d");
        int end = message.length - Integer.BYTES;
        int length = ByteBuffer.wrap(message).getInt(end);
        int firstObject = end - length + 3; // of the first item, after a descriptor and the item's place
        byte[] late = message.clone();
        late[firstObject]++;
        assertThatThrownBy(() -> CODEC.decodeEach(late, 0, late.length))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("an index with object 1 as the first of all");
        int place = firstObject + 5; // of the last item
        ByteBuffer back = ByteBuffer.allocate(message.length + 4);
        back.put(message, 0, place).put(new byte[] {-1, -1, -1, -1, 15}); // one back
        back.put(message, place + 1, end - place - 1).putInt(length + 4);
        assertThatThrownBy(() -> CODEC.decodeEach(back.array(), 0, back.position()))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("an index with ");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void survivesDamage(long seed) {
        Random random = new Random(seed);
        List<Object> shared = new ArrayList<>(List.of("shared"));
        byte[] message = CODEC.encodeEach(
                new Object[] {new Made(1, shared, "a"), new Resolved(2, shared, "b"), new Streamed(3, "c", shared), "d"
                },
                0);
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = message.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
            try {
                CODEC.decodeEach(damaged, 0, length);
            } catch (UnreadableMessageException e) {
                assertThat(e).as("seed %s", seed).hasMessageStartingWith("cannot read a message of");
            }
        }
    }
}
