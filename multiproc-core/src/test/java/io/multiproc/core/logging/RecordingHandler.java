package io.multiproc.core.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Keeps what is published to it. */
public final class RecordingHandler extends Handler {

    private final List<LogRecord> records = new ArrayList<>();
    private volatile @Nullable CountDownLatch latch;

    /** Has each call wait for the latch. */
    void holdUntil(CountDownLatch free) {
        latch = free;
    }

    @Override
    public void publish(LogRecord record) {
        CountDownLatch awaited = latch;
        try {
            if (awaited != null) {
                awaited.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (records) {
            records.add(record);
        }
    }

    public List<LogRecord> all() {
        synchronized (records) {
            return List.copyOf(records);
        }
    }

    List<String> messages() {
        return all().stream().map(LogRecord::getMessage).toList();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
