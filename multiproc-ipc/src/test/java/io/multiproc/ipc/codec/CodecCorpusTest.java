package io.multiproc.ipc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.ipc.codec.kryo.KryoCodec;
import io.multiproc.testkit.SameWithoutNative;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that must be able to cross, alone, in company and with room for a header. */
@SameWithoutNative
class CodecCorpusTest {

    private static final ObjectCodec CODEC = new KryoCodec();

    static List<Case> corpus() throws Exception {
        List<Case> cases = new ArrayList<>(ValueCases.all());
        cases.addAll(CollectionCases.all());
        cases.addAll(ObjectCases.all());
        cases.addAll(LambdaCases.all());
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void arrivesAsItLeft(Case sent) {
        byte[] message = CODEC.encode(sent.value(), 0);
        check(sent, CODEC.decode(message, 0, message.length));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void arrivesWithOthersAndInTheMiddleOfABuffer(Case sent) {
        byte[] message = CODEC.encode(new Object[] {"before", sent.value(), sent.value(), "after"}, 7);
        for (int i = 0; i < 7; i++) {
            assertThat(message[i]).isZero();
        }
        byte[] padded = java.util.Arrays.copyOf(message, message.length + 3);
        Object[] arrived = (Object[]) CODEC.decode(padded, 7, message.length - 7);
        assertThat(arrived).isNotNull().hasSize(4).startsWith("before").endsWith("after");
        check(sent, arrived[1]);
        check(sent, arrived[2]);
    }

    private static void check(Case sent, Object arrived) {
        if (sent.value() == null) {
            assertThat(arrived).isNull();
            return;
        }
        assertThat(arrived).isNotNull();
        if (sent.sameClass()) {
            assertThat(arrived.getClass()).isEqualTo(sent.value().getClass());
        }
        assertThat(sent.view().apply(arrived)).isEqualTo(sent.view().apply(sent.value()));
    }
}
