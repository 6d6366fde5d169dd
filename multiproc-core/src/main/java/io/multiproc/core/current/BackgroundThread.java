package io.multiproc.core.current;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A daemon thread that is there while it has something to do. */
public final class BackgroundThread {

    /** A new thread costs less than a tenth of a millisecond. */
    private static final long IDLE_MILLIS = 20;

    private BackgroundThread() {}

    /** An executor with one thread of that name, which ends when it has had nothing to do for a moment. */
    public static ScheduledThreadPoolExecutor named(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, action -> {
            Thread created = new Thread(action, name);
            created.setDaemon(true);
            return created;
        });
        executor.setRemoveOnCancelPolicy(true); // else the thread waits for what nobody needs
        executor.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
