package io.multiproc.ipc.codec;

import static io.multiproc.ipc.codec.Breakable.BROKEN;
import static io.multiproc.ipc.codec.Breakable.CODEC;
import static io.multiproc.ipc.codec.Breakable.throughTheCodec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.codec.Breakable.Made;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.SameWithoutNative;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Live objects in several items of one message, some of which cannot be read. */
@SameWithoutNative
class EachItemLivesTest {

    @AfterEach
    void mend() {
        BROKEN.clear();
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
}
