package io.multiproc.ipc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.multiproc.ipc.codec.kryo.KryoCodec;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Types of a program's own that are sent as a reducer says. */
class ReducerTest {

    private final ObjectCodec codec = new KryoCodec();

    @Test
    void anObjectIsMadeAgainByTheFunctionThatWasSent() {
        Reductions.register(Worker.class, worker -> {
            String name = worker.getName();
            return () -> new Worker(name + " again");
        });

        assertThat(((Worker) copy(new Worker("one"))).getName()).isEqualTo("one again");
        assertThat(new Special("two").getName()).isEqualTo("two");
        assertThat(((Worker) copy(new Special("two"))).getName()).isEqualTo("two again");
    }

    @Test
    void anObjectThatOccursTwiceIsMadeOnce() {
        Reductions.register(Link.class, link -> {
            int port = link.port;
            return () -> new Link(port);
        });
        Link link = new Link(7);

        List<?> copies = (List<?>) copy(new ArrayList<>(List.of(link, new Holder(link))));

        assertThat(copies.get(0))
                .isInstanceOfSatisfying(
                        Link.class, made -> assertThat(made.port).isEqualTo(7));
        assertThat(((Holder) copies.get(1)).link).isSameAs(copies.get(0));
    }

    @Test
    void aTypeThatWasSentBeforeIsSentInTheNewWayFromThenOn() {
        assertThat(((Changing) copy(new Changing(1))).value).isEqualTo(1);
        Reductions.register(Changing.class, changing -> () -> new Changing(2));
        assertThat(((Changing) copy(new Changing(1))).value).isEqualTo(2);
        Reductions.register(Changing.class, changing -> () -> new Changing(3));
        assertThat(((Changing) copy(new Changing(1))).value).isEqualTo(3);
        Map<String, Changing> map = new HashMap<>(Map.of("key", new Changing(1)));
        assertThat(((Changing) ((Map<?, ?>) copy(map)).get("key")).value).isEqualTo(3);
    }

    @Test
    void aReducerThatFailsOrGivesNullNamesTheClassAndThePath() {
        Reductions.register(Broken.class, broken -> {
            if (broken.givesNull) {
                return null;
            }
            throw new IOException("not now");
        });

        assertThatExceptionOfType(NotSendableException.class)
                .isThrownBy(() -> copy(new Shelf(new Broken(false))))
                .withMessageContaining("field 'broken'")
                .withMessageContaining("fails in its reducer: java.io.IOException: not now")
                .withCauseInstanceOf(IOException.class);
        assertThatExceptionOfType(NotSendableException.class)
                .isThrownBy(() -> copy(new Broken(true)))
                .withMessageContaining("gave null");
    }

    @Test
    void aFunctionThatFailsAtTheReceiverIsToldThere() {
        Reductions.register(Lost.class, lost -> () -> {
            throw new IOException("gone");
        });

        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> copy(new Lost()))
                .withMessageContaining("gone")
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void aPeerThatFiltersClassesCallsNoFunctionOfTheSender() {
        Reductions.register(Secret.class, secret -> () -> new Secret());
        ObjectCodec strangers = KryoCodec.forStrangers(
                getClass().getClassLoader(), Set.of(Secret.class.getName(), ReducerTest.class.getName()));

        byte[] message = codec.encode(new Secret(), 0);

        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> strangers.decode(message, 0, message.length))
                .withMessageContaining("not received from this peer");
        assertThatExceptionOfType(NotSendableException.class).isThrownBy(() -> strangers.encode(new Secret(), 0));
    }

    @Test
    void thereIsNoReducerForWhatIsNotAType() {
        assertThatIllegalArgumentException().isThrownBy(() -> Reductions.register(int.class, i -> () -> 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Reductions.register(Object.class, o -> () -> o));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reductions.register(int[].class, array -> () -> array))
                .withMessageContaining("int[]");
    }

    private Object copy(Object value) {
        byte[] message = codec.encode(value, 0);
        Object copy = codec.decode(message, 0, message.length);
        assertThat(copy).isNotNull();
        return copy;
    }

    static class Worker extends Thread {

        Worker(String name) {
            super(name);
        }
    }

    static final class Special extends Worker {

        Special(String name) {
            super(name);
        }
    }

    static final class Link {

        final int port;

        Link(int port) {
            this.port = port;
        }
    }

    record Holder(Link link) {}

    static final class Changing {

        final int value;

        Changing(int value) {
            this.value = value;
        }
    }

    record Broken(boolean givesNull) {}

    record Shelf(Broken broken) {}

    static final class Lost {}

    static final class Secret {}
}
