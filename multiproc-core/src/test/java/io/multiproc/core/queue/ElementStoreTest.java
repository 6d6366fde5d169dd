package io.multiproc.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.frame.FrameException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElementStoreTest {

    private final ElementStore store = new ElementStore();

    private void add(int number, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + size);
        bytes.putInt(size).putInt(number);
        store.add(bytes.array(), 0, 4 + size, 1);
    }

    private static int number(Element element) {
        return ByteBuffer.wrap(element.bytes()).getInt(element.offset());
    }

    @Test
    void givesElementsInOrderWhateverIsTakenAndGivenBack() {
        Random random = new Random(7);
        ArrayDeque<Integer> model = new ArrayDeque<>();
        List<Chunk> out = new ArrayList<>();
        int next = 0;
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    add(next, 4 + random.nextInt(random.nextInt(50) == 0 ? 9_000 : 20));
                    model.add(next++);
                }
                case 2 -> {
                    Element element = store.poll();
                    assertThat(element == null ? null : number(element)).isEqualTo(model.poll());
                }
                default -> {
                    if (!store.isEmpty()) {
                        Chunk chunk = store.poll(1, 1 + random.nextInt(10), 10_000);
                        for (int i = 0; i < chunk.count(); i++) {
                            model.remove();
                        }
                        out.add(chunk);
                        for (int i = out.size(); i > 0; i--) { // all of it, so that the model knows where it belongs
                            Chunk back = out.remove(i - 1);
                            for (long n = back.first() + back.count(); n > back.first(); n--) {
                                model.addFirst((int) n - 1);
                            }
                            store.giveBack(back);
                        }
                    }
                }
            }
            assertThat(store.count()).isEqualTo(model.size());
        }
        while (!model.isEmpty()) {
            assertThat(number(Objects.requireNonNull(store.poll()))).isEqualTo(model.remove());
        }
        assertThat(store.bytes()).isZero();
        assertThat(store.added()).isEqualTo(next);
    }

    @Test
    void putsWhatComesBackWhereItWas() {
        for (int i = 0; i < 6; i++) {
            add(i, 4);
        }
        Chunk first = store.poll(2, 2, 0);
        Chunk second = store.poll(2, 2, 0);
        store.giveBack(first);
        store.giveBack(second);
        for (int i = 0; i < 6; i++) {
            assertThat(number(Objects.requireNonNull(store.poll()))).isEqualTo(i);
        }
        assertThat(store.poll()).isNull();
    }

    @Test
    void elementsThatDoNotFitTheirMessageAreRefused() {
        byte[] bytes =
                ByteBuffer.allocate(10).putInt(2).putShort((short) 1).putInt(1).array();
        assertThatThrownBy(() -> Chunk.count(bytes, 0))
                .isInstanceOf(FrameException.class)
                .hasMessage("elements of a queue do not fit their message: length=1, left=0 bytes");
        byte[] negative = ByteBuffer.allocate(4).putInt(-1).array();
        assertThatThrownBy(() -> Chunk.count(negative, 0)).isInstanceOf(FrameException.class);
    }
}
