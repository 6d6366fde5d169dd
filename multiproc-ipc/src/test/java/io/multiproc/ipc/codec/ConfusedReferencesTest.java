package io.multiproc.ipc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.codec.kryo.KryoCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * References in one class to one generic method with different type arguments: javac's own restoring makes the first of
 * them out of all.
 */
class ConfusedReferencesTest {

    private static final ObjectCodec CODEC = new KryoCodec();

    static <T> T same(T value) {
        return value;
    }

    @Test
    void toAStaticMethodAreWhatTheyWere() throws Exception {
        SerializableFunction<Integer, Integer> ofNumbers = ConfusedReferencesTest::same;
        SerializableFunction<String, String> ofTexts = ConfusedReferencesTest::same;
        SerializableFunction<int[], int[]> ofArrays = ConfusedReferencesTest::same;

        assertThat(roundTrip(ofNumbers).apply(1)).isEqualTo(1);
        assertThat(roundTrip(ofTexts).apply("text")).isEqualTo("text");
        assertThat(roundTrip(ofArrays).apply(new int[] {1})).containsExactly(1);
        assertThat(roundTrip(roundTrip(ofTexts)).apply("sent on")).isEqualTo("sent on");
        assertThat(roundTrip(List.of(ofTexts, ofTexts)).get(1).apply("twice")).isEqualTo("twice");
    }

    @Test
    void toAMethodOfAnObjectAreWhatTheyWere() throws Exception {
        Echo echo = new Echo(3);
        SerializableFunction<Integer, String> ofNumbers = echo::say;
        SerializableFunction<List<String>, String> ofLists = echo::say;

        assertThat(roundTrip(ofNumbers).apply(1)).isEqualTo("111");
        assertThat(roundTrip(ofLists).apply(List.of("a"))).isEqualTo("[a][a][a]");
        SerializableFunction<List<String>, String> other = new Echo(1)::say;
        assertThat(roundTrip(other).apply(List.of("b"))).isEqualTo("[b]");
    }

    @Test
    void toConstructorsAndToMethodsOfTheArgumentAreWhatTheyWere() throws Exception {
        SerializableFunction<Integer, Box<Integer>> ofNumber = Box::new;
        SerializableFunction<String, Box<String>> ofText = Box::new;
        SerializableFunction<Box<Integer>, Integer> number = Box::content;
        SerializableFunction<Box<String>, String> text = Box::content;

        assertThat(roundTrip(ofNumber).apply(1).content()).isEqualTo(1);
        assertThat(roundTrip(ofText).apply("text").content()).isEqualTo("text");
        assertThat(roundTrip(number).apply(new Box<>(1))).isEqualTo(1);
        assertThat(roundTrip(text).apply(new Box<>("text"))).isEqualTo("text");
    }

    @Test
    void thatAreNotConfusedArriveAsEver() throws Exception {
        SerializableCallable<List<String>> list = ArrayList::new;
        assertThat(roundTrip(list).call()).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void areConfusedByJavaSerialization() throws Exception {
        SerializableFunction<Long, Long> first = ConfusedReferencesTest::other;
        SerializableFunction<String, String> second = ConfusedReferencesTest::other;
        assertThat(first.apply(1L)).isEqualTo(1L);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(second);
        Object restored = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        // if this fails, the compiler has got better and ConfusedReferences can go some day
        assertThatThrownBy(() -> ((SerializableFunction<String, String>) restored).apply("text"))
                .isInstanceOf(ClassCastException.class);
    }

    static <T> T other(T value) {
        return value;
    }

    @SuppressWarnings("unchecked")
    private static <T> T roundTrip(T sent) {
        byte[] bytes = CODEC.encode(sent, 0);
        return (T) CODEC.decode(bytes, 0, bytes.length);
    }

    record Box<T>(T content) {}

    private record Echo(int times) implements Serializable {

        <T> String say(T value) {
            return value.toString().repeat(times);
        }
    }
}
