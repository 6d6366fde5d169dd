package io.multiproc.core.spawn;

import io.multiproc.Multiprocessing;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.programs.Programs;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A program that ends when a process has been created that should stand by, and the thread that did so has not gone on.
 */
final class EndingWhileASpareStarts {

    private static final Logger JDK = Logger.getLogger("java.lang.ProcessBuilder");

    private EndingWhileASpareStarts() {}

    public static void main(String[] arguments) throws Exception {
        ForkserverStarter.sparesStandBy().get();
        CountDownLatch created = new CountDownLatch(1);
        JDK.setUseParentHandlers(false);
        JDK.setLevel(Level.FINE);
        JDK.addHandler(new Slow(created));
        ChildProcess child = Multiprocessing.context(StartMethod.FORKSERVER).process(Programs::returnNormally);
        child.start();
        child.join();
        created.await();
    }

    /** Takes its time over what the JDK says of a process that it has created. */
    private static final class Slow extends Handler {

        private final CountDownLatch created;

        Slow(CountDownLatch created) {
            this.created = created;
        }

        @Override
        public void publish(LogRecord record) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            created.countDown();
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
