package io.multiproc.core.current;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.process.ParentProcess;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The parent as its child sees it: alive until the control link to it ends, or the thread that plays it. */
public final class ParentLink implements ParentProcess {

    private final String name;
    private final long pid;
    private final CountDownLatch dead = new CountDownLatch(1);

    /** A parent that is alive. */
    public ParentLink(String name, long pid) {
        this.name = name;
        this.pid = pid;
    }

    /** The control link has ended, or the thread. */
    public void lost() {
        dead.countDown();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public boolean isAlive() {
        return dead.getCount() > 0;
    }

    @Override
    public void join() throws InterruptedException {
        dead.await();
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        return dead.await(Deadline.nanos(timeout), TimeUnit.NANOSECONDS);
    }

    /** Name, process id and whether it is alive. */
    @Override
    public String toString() {
        return "ParentProcess(name=" + name + ", pid=" + pid + (isAlive() ? ", alive" : ", dead") + ")";
    }
}
