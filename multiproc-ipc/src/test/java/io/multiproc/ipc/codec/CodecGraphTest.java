package io.multiproc.ipc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.function.SerializableCallable;
import io.multiproc.ipc.codec.Things.Node;
import io.multiproc.ipc.codec.Things.Pair;
import io.multiproc.ipc.codec.kryo.KryoCodec;
import io.multiproc.process.ChildProcess;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.SameWithoutNative;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identity, cycles, sizes, live objects and what is left behind. */
@SameWithoutNative
class CodecGraphTest {

    private static final ObjectCodec CODEC = new KryoCodec();

    @Nested
    class Identity {

        @Test
        void isKeptWithinAMessage() {
            int[] shared = {1};
            Object[] arrived = roundTrip(new Object[] {shared, shared, List.of(shared), new Pair<>(shared, 1)});
            assertThat(arrived[1]).isSameAs(arrived[0]);
            assertThat(((List<?>) arrived[2]).get(0)).isSameAs(arrived[0]);
            assertThat(((Pair<?, ?>) arrived[3]).first()).isSameAs(arrived[0]);
        }

        @Test
        void isKeptForManyObjects() {
            List<Object> objects = new ArrayList<>();
            IntStream.range(0, 10_000).forEach(i -> objects.add(new Node("n" + i)));
            objects.addAll(List.copyOf(objects));
            List<Object> arrived = roundTrip(objects);
            for (int i = 0; i < 10_000; i++) {
                assertThat(arrived.get(i + 10_000)).isSameAs(arrived.get(i));
            }
        }

        @Test
        void isKeptInsideWrappersOfTheJdk() {
            Node node = new Node("shared");
            List<Object> sent =
                    Arrays.asList(node, java.util.Collections.unmodifiableList(new ArrayList<>(List.of(node))));
            List<Object> arrived = roundTrip(sent);
            assertThat(((List<?>) arrived.get(1)).get(0)).isSameAs(arrived.get(0));
        }

        @Test
        void isNotKeptBetweenMessages() {
            Object sent = new Node("n");
            assertThat(CodecGraphTest.<Object>roundTrip(sent))
                    .isNotSameAs(roundTrip(sent))
                    .isNotSameAs(sent);
        }

        @Test
        void ofEnumsClassesAndSingletonsIsThatOfTheProcess() {
            assertThat(CodecGraphTest.<Object>roundTrip(CollectionCases.Shade.DARK))
                    .isSameAs(CollectionCases.Shade.DARK);
            assertThat(CodecGraphTest.<Object>roundTrip(Node.class)).isSameAs(Node.class);
            assertThat(CodecGraphTest.<Object>roundTrip(Things.Singleton.INSTANCE))
                    .isSameAs(Things.Singleton.INSTANCE);
            List<Object> twice = roundTrip(List.of(Things.Singleton.INSTANCE, Things.Singleton.INSTANCE));
            assertThat(twice).containsOnly(Things.Singleton.INSTANCE);
        }
    }

    @Nested
    class Cycles {

        @Test
        void ofPlainObjects() {
            Node first = new Node("first");
            first.next = new Node("second");
            first.next.next = first;
            first.children.add(first);
            Node arrived = roundTrip(first);
            assertThat(arrived.next).isNotNull();
            assertThat(arrived.next.next).isSameAs(arrived);
            assertThat(arrived.children).hasSize(1).first().isSameAs(arrived);
        }

        @Test
        void ofCollectionsAndArrays() {
            Object[] array = new Object[1];
            array[0] = array;
            Object[] arrived = roundTrip(array);
            assertThat(arrived[0]).isSameAs(arrived);
            List<Object> list = new ArrayList<>();
            list.add(list);
            List<Object> arrivedList = roundTrip(list);
            assertThat(arrivedList.get(0) == arrivedList).isTrue();
            Map<String, Object> map = new HashMap<>();
            map.put("self", map);
            Map<String, Object> arrivedMap = roundTrip(map);
            assertThat(arrivedMap.get("self") == arrivedMap).isTrue();
        }

        @Test
        void throughALambdaThatItsObjectHolds() throws Exception {
            Node node = new Node("owner");
            node.held = (SerializableCallable<Object>) () -> node;
            Node arrived = roundTrip(node);
            assertThat(((SerializableCallable<?>) arrived.held).call()).isSameAs(arrived);
        }

        @Test
        void throughAnObjectThatWritesItself() {
            Things.Member member = new Things.Member("m");
            Things.WritesItself owner = new Things.WritesItself(1, new ArrayList<>(List.of(member)));
            member.owner = owner;
            Object[] arrived = roundTrip(new Object[] {new Node("before"), owner, new Node("after")});
            Things.WritesItself arrivedOwner = (Things.WritesItself) arrived[1];
            Things.Member arrivedMember = (Things.Member) ((List<?>) arrivedOwner.held).get(0);
            assertThat(arrivedMember.owner).isSameAs(arrivedOwner);
            assertThat(((Node) arrived[2]).name).isEqualTo("after");
        }

        @Test
        void throughARecordThatItsObjectHolds() {
            Node node = new Node("owner");
            node.held = new Pair<>(node, List.of(node));
            Node arrived = roundTrip(node);
            Pair<?, ?> held = (Pair<?, ?>) arrived.held;
            assertThat(held.first()).isSameAs(arrived);
            assertThat((List<?>) held.second()).first().isSameAs(arrived);
        }
    }

    @Nested
    class Reductions {

        /** A live object: its name is all that there is to it. */
        record Live(String name, List<String> journal) {}

        private final List<String> journal = new ArrayList<>();

        private final ObjectCodec codec = new KryoCodec(null, List.of(new Reduction<Live>() {
            @Override
            public Class<Live> type() {
                return Live.class;
            }

            @Override
            public Object reduce(Live value) {
                if (value.name().isEmpty()) {
                    throw new NotSendableException("closed", "Live", null);
                }
                return new Pair<>("live", value.name());
            }

            @Override
            public Live restore(Object standIn) {
                return new Live(String.valueOf(((Pair<?, ?>) standIn).second()), journal);
            }
        }));

        @Test
        void replaceAndRestore() {
            Live live = new Live("q", List.of());
            byte[] message = codec.encode(new Object[] {live, new Node("x"), live}, 0);
            Object[] arrived = (Object[]) codec.decode(message, 0, message.length);
            assertThat(((Live) arrived[0]).name()).isEqualTo("q");
            assertThat(((Live) arrived[0]).journal()).isSameAs(journal);
            assertThat(arrived[2]).isSameAs(arrived[0]);
        }

        @Test
        void reachIntoWrappersOfTheJdk() {
            Object sent = java.util.Collections.synchronizedMap(new HashMap<>(Map.of("k", new Live("q", List.of()))));
            byte[] message = codec.encode(sent, 0);
            Map<?, ?> arrived = (Map<?, ?>) codec.decode(message, 0, message.length);
            assertThat(((Live) arrived.get("k")).journal()).isSameAs(journal);
        }

        @Test
        void mayRefuse() {
            assertThatThrownBy(() -> codec.encode(List.of(new Live("", List.of())), 0))
                    .isInstanceOf(NotSendableException.class)
                    .hasMessageContaining("closed");
        }

        @Test
        void mustBeKnownToTheReceiver() {
            byte[] message = codec.encode(new Live("q", List.of()), 0);
            assertThatThrownBy(() -> CODEC.decode(message, 0, message.length))
                    .isInstanceOf(UnreadableMessageException.class)
                    .hasMessageContaining("cannot make a live " + Live.class.getName());
        }
    }

    @Test
    void carriesAChildProcessWithoutItsControl() {
        class Worker extends ChildProcess {
            final List<Integer> numbers;

            Worker(List<Integer> numbers) {
                this.numbers = numbers;
            }

            @Override
            public void run() {}
        }
        Worker arrived = roundTrip(new Worker(List.of(4, 3, 2, 1)));
        assertThat(arrived.numbers).containsExactly(4, 3, 2, 1);
        assertThat(arrived).hasToString("Worker(child's copy)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 13, 64, 65, 5000})
    void countsAnyNumberOfObjects(int count) {
        Node[] nodes = new Node[count];
        Arrays.setAll(nodes, i -> new Node("n" + i));
        Object[] arrived = roundTrip(new Object[] {nodes, nodes.clone()});
        assertThat((Object[]) arrived[1]).containsExactly((Object[]) arrived[0]);
    }

    @Test
    void carriesAMillionNumbers() {
        List<Integer> numbers = IntStream.range(0, 1_000_000).boxed().toList();
        byte[] message = CODEC.encode(numbers, 0);
        assertThat(message).hasSizeLessThan(4_000_100);
        assertThat(CODEC.decode(message, 0, message.length)).isEqualTo(numbers);
    }

    @Test
    void copiesLargeArraysIntoTheirPlaces() {
        byte[] first = new byte[20_000];
        byte[] second = new byte[100_000];
        Arrays.fill(first, (byte) 1);
        Arrays.fill(second, (byte) 2);
        Object[] sent = {first, "between", second, second, new byte[16 * 1024], List.of("last")};
        byte[] message = CODEC.encode(sent, 100);
        Object[] arrived = (Object[]) CODEC.decode(message, 100, message.length - 100);
        assertThat(Arrays.deepEquals(arrived, sent)).isTrue();
        assertThat(arrived[3]).isSameAs(arrived[2]);
    }

    @Test
    void carriesChainsAsDeepAsItSays() {
        Node chain = null;
        for (int i = 0; i < 490; i++) {
            Node node = new Node("n");
            node.next = chain;
            chain = node;
        }
        assertThat(CodecGraphTest.<Object>roundTrip(chain)).isInstanceOf(Node.class);
    }

    @SuppressWarnings("unchecked")
    private static <T> T roundTrip(Object sent) {
        byte[] message = CODEC.encode(sent, 0);
        return (T) CODEC.decode(message, 0, message.length);
    }
}
