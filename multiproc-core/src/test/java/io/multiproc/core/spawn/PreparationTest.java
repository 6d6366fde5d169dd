package io.multiproc.core.spawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.logging.LogSettings;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameAssembler;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.process.StartMethod;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {

    private static final LogSettings LOGS = new LogSettings(new LogSettings.Threshold("FINE", 500), true, true, null);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000})
    void isReadAsItWasWritten(int length) throws IOException {
        byte[] work = new byte[length];
        Arrays.fill(work, (byte) 7);
        Frame frame = frame(new Preparation(
                "Prozeß-1:2 漢字",
                "1:2",
                true,
                false,
                "main",
                4711,
                StartMethod.FORKSERVER,
                new byte[] {1, 2, 3},
                LOGS,
                work));
        Preparation read = Preparation.read(frame.payload());
        assertThat(frame.type()).isEqualTo(FrameType.START);
        assertThat(read.name()).isEqualTo("Prozeß-1:2 漢字");
        assertThat(read.position()).isEqualTo("1:2");
        assertThat(read.daemon()).isTrue();
        assertThat(read.endsWithParent()).isFalse();
        assertThat(read.parentName()).isEqualTo("main");
        assertThat(read.parentPid()).isEqualTo(4711);
        assertThat(read.startMethod()).isEqualTo(StartMethod.FORKSERVER);
        assertThat(read.authkey()).containsExactly(1, 2, 3);
        assertThat(read.logs()).isEqualTo(LOGS);
        assertThat(read.work()).isEqualTo(work);
    }

    @Test
    void isNotReadIfItIsCut() throws IOException {
        byte[] payload = frame(new Preparation(
                        "name", "1", false, true, "main", 1, StartMethod.SPAWN, new byte[2], LOGS, new byte[0]))
                .payload();
        for (int length = 0; length < payload.length; length++) {
            byte[] cut = Arrays.copyOf(payload, length);
            assertThatThrownBy(() -> Preparation.read(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void refusesANameOfMoreThanSixtyFourKibibytes() {
        Preparation preparation = new Preparation(
                "x".repeat(65_536), "1", false, true, "main", 1, StartMethod.SPAWN, new byte[2], LOGS, new byte[0]);
        assertThatThrownBy(preparation::toFrame)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot describe process xxx");
    }

    private static Frame frame(Preparation preparation) throws IOException {
        List<Frame> frames = new ArrayList<>();
        new FrameAssembler().feed(ByteBuffer.wrap(preparation.toFrame()), frames::add);
        assertThat(frames).hasSize(1);
        return frames.get(0);
    }
}
