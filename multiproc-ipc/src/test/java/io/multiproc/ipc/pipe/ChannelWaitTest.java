package io.multiproc.ipc.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.testkit.Descriptors;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

@SameWithoutNative
class ChannelWaitTest {

    private static final int MANY = 100;

    @Test
    void whoFindsTheChannelClosedLeavesNoSelector() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.close();
        sleepOn(channel); // what is opened once is open
        int before = Descriptors.count();
        for (int count = 0; count < MANY; count++) {
            sleepOn(channel);
        }
        assertThat(Descriptors.count()).isLessThan(before + MANY);
    }

    private static void sleepOn(SocketChannel channel) {
        ChannelWait wait = new ChannelWait(channel, SelectionKey.OP_READ);
        assertThatThrownBy(() -> wait.sleep(Deadline.NEVER)).isInstanceOf(ClosedChannelException.class);
    }
}
