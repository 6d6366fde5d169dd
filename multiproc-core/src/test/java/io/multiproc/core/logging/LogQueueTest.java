package io.multiproc.core.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogQueueTest {

    private static final int HEADER = 8;
    private static final byte[] REPORT = new byte[HEADER + 1];

    private final List<Long> reports = new ArrayList<>();
    private final LogQueue queue = new LogQueue(this::report, HEADER);

    private byte[] report(long count) {
        reports.add(count);
        return REPORT;
    }

    private static byte[] half() {
        return new byte[LogQueue.CAPACITY_BYTES / 2];
    }

    @Test
    void givesFramesInTheirOrder() throws Exception {
        byte[] first = new byte[10];
        byte[] second = new byte[20];
        queue.offer(first);
        queue.offer(second);

        assertThat(queue.take()).isSameAs(first);
        assertThat(queue.take()).isSameAs(second);
        assertThat(reports).isEmpty();
    }

    @Test
    void countsWhatFindsNoRoomAndReportsItBeforeTheNext() throws Exception {
        queue.offer(half());
        queue.offer(half());
        queue.offer(half());
        queue.offer(half());
        assertThat(reports).isEmpty();

        byte[] taken = queue.take();
        queue.taken(taken.length - HEADER);
        byte[] last = new byte[10];
        queue.offer(last);

        assertThat(reports).containsExactly(2L);
        queue.taken(queue.take().length - HEADER);
        assertThat(queue.take()).isSameAs(REPORT);
        assertThat(queue.take()).isSameAs(last);
    }

    @Test
    void sendsNoMoreThanTheWindowBeforeItIsTaken() throws Exception {
        byte[] first = half();
        queue.offer(first);
        queue.offer(half());
        queue.take();
        queue.take();
        queue.offer(half());
        List<byte[]> got = new ArrayList<>();
        Thread sender = new Thread(() -> {
            try {
                got.add(queue.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        sender.start();
        while (sender.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(got).isEmpty();
        queue.taken(first.length - HEADER);
        sender.join();

        assertThat(got).hasSize(1);
    }

    @Test
    void anInterruptedThreadKeepsItsInterruptAndDoesNotWait() {
        queue.offer(half());
        queue.offer(half());
        Thread.currentThread().interrupt();
        queue.offer(half());

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void isFinishedWhenAllWasTaken() throws Exception {
        queue.offer(new byte[HEADER + 5]);
        assertThat(queue.finish(0)).isFalse();
        queue.take();
        assertThat(queue.finish(0)).isFalse();
        queue.taken(5);
        assertThat(queue.finish(0)).isTrue();
    }

    @Test
    void isFinishedWhenNobodyIsLeft() {
        queue.offer(new byte[10]);
        queue.abandon();
        queue.offer(new byte[10]);

        assertThat(queue.finish(Long.MAX_VALUE)).isTrue();
    }
}
