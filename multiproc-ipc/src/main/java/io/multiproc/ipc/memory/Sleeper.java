package io.multiproc.ipc.memory;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One sleep on a futex. A channel only because that is how the JDK lets foreign code hear of an interruption; and known
 * to the whole process, because a JVM that ends waits a while for threads that are in the operating system.
 */
final class Sleeper extends AbstractInterruptibleChannel {

    private static final Set<Sleeper> ALL = ConcurrentHashMap.newKeySet();
    private static volatile boolean stopped;

    private final MappedSegment memory;
    private final int word;

    private Sleeper(MappedSegment memory, int word) {
        this.memory = memory;
        this.word = word;
    }

    /** Sleeps while the low half of the word has that value; false if this process does not sleep any more. */
    static boolean sleep(MappedSegment memory, int word, int value, long nanos) {
        Sleeper sleeper = new Sleeper(memory, word);
        ALL.add(sleeper);
        try {
            return !stopped && sleeper.sleep(value, nanos);
        } finally {
            ALL.remove(sleeper);
        }
    }

    /** Wakes all of this process; nobody sleeps from now on. */
    static void stop() {
        stopped = true;
        ALL.forEach(Sleeper::implCloseChannel);
    }

    private boolean sleep(int value, long nanos) {
        begin();
        try {
            if (isOpen()) {
                Futex.await(memory, word, value, nanos);
            }
        } finally {
            finish();
        }
        return true;
    }

    private void finish() {
        try {
            end(true);
        } catch (AsynchronousCloseException e) {
            // by an interruption, which the caller sees in its thread's status
            assert Thread.currentThread().isInterrupted();
        }
    }

    /** Called by the interrupting thread. Wakes others too, which look at the word and sleep again. */
    @Override
    protected void implCloseChannel() {
        Futex.wake(memory, word, Integer.MAX_VALUE);
    }
}
