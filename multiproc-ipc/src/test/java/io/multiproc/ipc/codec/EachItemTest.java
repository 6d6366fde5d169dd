package io.multiproc.ipc.codec;

import static io.multiproc.ipc.codec.Breakable.BROKEN;
import static io.multiproc.ipc.codec.Breakable.CODEC;
import static io.multiproc.ipc.codec.Breakable.throughTheCodec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.codec.Breakable.Made;
import io.multiproc.ipc.codec.Breakable.Resolved;
import io.multiproc.ipc.codec.kryo.KryoCodec;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.SameWithoutNative;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several objects in one message, some of which cannot be read. */
@SameWithoutNative
class EachItemTest {

    /** May be a part of itself. */
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
    void whatIsNotAskedForIsPassedOver() {
        Object[] sent = {new Made(1, "a", 1L), new Made(2, "b", 2L), new Made(3, "c", 3L)};
        assertThat(throughTheCodec(1, 2, sent)).containsExactly(null, sent[1], null);
        assertThat(throughTheCodec(2, 7, sent)).containsExactly(null, null, sent[2]);
        assertThat(throughTheCodec(3, 4, sent)).containsOnlyNulls().hasSize(3);
        assertThat(throughTheCodec(9, 10, sent)).containsOnlyNulls().hasSize(3);
        assertThat(throughTheCodec(1, 3, new Object[] {1, 2, 3, 4, 5})[2]).isEqualTo(3);
        byte[] message = CODEC.encodeEach(sent, 0);
        assertThat(CODEC.decodeOne(message, 0, message.length, 2)).isEqualTo(sent[2]);
        assertThatThrownBy(() -> CODEC.decodeOne(message, 0, message.length, 3))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessage("no item 3 in a message of 3");
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
        assertThat(((Resolved) items[1]).first()).isEqualTo("d");
        assertThat(items[2]).isInstanceOf(UnreadItem.class);
        assertThat(((Resolved) items[3]).second()).isEqualTo("i");
        assertThat(items[4]).isInstanceOf(UnreadItem.class);
        assertThat(items[5]).isEqualTo(Resolved.class);
    }

    @Test
    void whatCannotBeSentIsRefusedWithItsPath() {
        assertThatThrownBy(() -> throughTheCodec("a", List.of(new Thread())))
                .isInstanceOf(NotSendableException.class)
                .hasMessageContaining("[1]");
        assertThat(throughTheCodec("a", 1)).containsExactly("a", 1);
    }
}
