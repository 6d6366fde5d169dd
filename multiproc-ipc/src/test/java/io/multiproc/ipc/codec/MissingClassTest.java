package io.multiproc.ipc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.function.SerializableCallable;
import io.multiproc.ipc.codec.kryo.KryoCodec;
import io.multiproc.reduction.UnreadableMessageException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A message for classes that the receiver finds elsewhere, or not at all. */
class MissingClassTest {

    private static final ObjectCodec SENDER = new KryoCodec();

    static List<Object> ofAClassThatIsMissing() {
        Things.Point point = new Things.Point(1, 2);
        @SuppressWarnings("serial") // as programs' exceptions are
        class Failed extends Exception {}
        SerializableCallable<Object> lambda = () -> 1;
        return List.of(
                point,
                new Things.Plain(1, "x"),
                CollectionCases.Shade.LIGHT,
                List.of(1, new Things.Point[0]),
                Things.Point.class,
                new Failed(),
                lambda,
                new Things.WritesItself(1, "x"),
                Collections.unmodifiableList(new ArrayList<>(List.of(point))));
    }

    @ParameterizedTest
    @MethodSource("ofAClassThatIsMissing")
    void saysWhichAndWhatToDo(Object sent) throws Exception {
        byte[] message = SENDER.encode(sent, 0);
        try (URLClassLoader empty = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            ObjectCodec receiver = new KryoCodec(empty, List.of());
            assertThatThrownBy(() -> receiver.decode(message, 0, message.length))
                    .isInstanceOf(UnreadableMessageException.class)
                    .hasMessageContaining("class io.multiproc.ipc.codec.")
                    .hasMessageContaining(" is missing in this process (put it on the class path here")
                    .hasCauseInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void findsClassesWithTheLoaderItWasGiven() throws Exception {
        byte[] message = SENDER.encode(new Things.Point(1, 2), 0);
        try (URLClassLoader other = copyOfTheTestClasses()) {
            Object arrived = new KryoCodec(other, List.of()).decode(message, 0, message.length);
            assertThat(arrived).hasToString("Point[x=1, y=2]").isNotInstanceOf(Things.Point.class);
            assertThat(arrived.getClass().getClassLoader()).isSameAs(other);
        }
    }

    @Test
    void findsClassesWithTheContextLoaderOfTheCall() throws Exception {
        byte[] message = SENDER.encode(new Things.Point(1, 2), 0);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader other = copyOfTheTestClasses()) {
            thread.setContextClassLoader(other);
            assertThat(SENDER.decode(message, 0, message.length)).isNotInstanceOf(Things.Point.class);
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(SENDER.decode(message, 0, message.length)).isEqualTo(new Things.Point(1, 2));
    }

    private static URLClassLoader copyOfTheTestClasses() {
        URL here = Things.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {here}, ClassLoader.getPlatformClassLoader());
    }
}
