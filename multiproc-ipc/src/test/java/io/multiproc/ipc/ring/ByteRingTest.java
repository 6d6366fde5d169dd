package io.multiproc.ipc.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteRingTest {

    private static final int SIZE = 256;

    @TempDir
    Path folder;

    private Path file;
    private ByteRing sender;

    @BeforeEach
    void make() throws Exception {
        file = folder.resolve("ring");
        sender = ByteRing.create(file, SIZE);
    }

    @Test
    void isUsedWhenTheReceiverHasMappedIt() throws Exception {
        assertThat(sender.isAttached()).isFalse();
        assertThat(file).exists();
        ByteRing receiver = ByteRing.attach(file);
        assertThat(sender.isAttached()).isTrue();
        assertThat(receiver.size()).isEqualTo(SIZE);
        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> ByteRing.attach(file)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void takesAsManyBytesAsItHasRoomFor() throws Exception {
        ByteRing receiver = ByteRing.attach(file);
        ByteBuffer source = ByteBuffer.wrap(new byte[1000]);
        assertThat(sender.put(source, 100)).isEqualTo(100);
        assertThat(sender.put(source, 1000)).isEqualTo(SIZE - 100);
        assertThat(sender.put(source, 1)).isZero();
        assertThat(source.position()).isEqualTo(SIZE);
        receiver.take(new byte[30], 10, 20);
        assertThat(sender.room()).isEqualTo(20);
        assertThat(sender.put(ByteBuffer.allocate(0), 1)).isZero();
    }

    @Test
    void keepsBytesAndTheirOrderAroundItsEnd() throws Exception {
        ByteRing receiver = ByteRing.attach(file);
        Random random = new Random(1);
        byte[] sent = new byte[10_000];
        random.nextBytes(sent);
        byte[] received = new byte[sent.length];
        ByteBuffer source = ByteBuffer.wrap(sent);
        int taken = 0;
        while (taken < sent.length) {
            sender.put(source, random.nextInt(SIZE));
            int count = random.nextInt(source.position() - taken + 1);
            receiver.take(received, taken, count);
            taken += count;
        }
        assertThat(received).isEqualTo(sent);
    }

    /** As a sender that is killed leaves it. */
    @Test
    void keepsWhatWasPutInWhenTheSenderIsGone() throws Exception {
        ByteRing receiver = ByteRing.attach(file);
        sender.put(ByteBuffer.wrap(new byte[] {1, 2, 3}), SIZE);
        sender = null;
        byte[] received = new byte[3];
        receiver.take(received, 0, 3);
        assertThat(received).containsExactly(1, 2, 3);
    }

    @Test
    void refusesSizesThatAreNoPowersOfTwo() {
        assertThatThrownBy(() -> ByteRing.create(folder.resolve("other"), 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be a power of two, and at least 64: size=100");
        assertThatThrownBy(() -> ByteRing.create(file, SIZE))
                .isInstanceOf(IOException.class)
                .isInstanceOf(FileAlreadyExistsException.class);
    }
}
