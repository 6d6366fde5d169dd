package io.multiproc.ipc.memory;

import io.multiproc.ipc.thread.NamedThreads;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's queues of threads that wait for a word, where it has them.
 *
 * <p>The native library is loaded in the background when they are asked for the first time, which takes a while; until
 * then, and where there is none, those who wait look at the word from time to time. {@code -Dmultiproc.native=false}
 * switches it off.
 */
final class Futex {

    private static final AtomicBoolean ASKED = new AtomicBoolean();
    private static final List<Runnable> WAKE_UPS = new ArrayList<>();

    private static volatile boolean ready;
    private static volatile @Nullable String missing;

    private Futex() {}

    /** Whether it can be used now; the first call begins to load it. */
    static boolean isReady() {
        if (!ready && ASKED.compareAndSet(false, true)) {
            load();
        }
        return ready;
    }

    /** Why there is none; null if there is, or it is not known yet. */
    static @Nullable String unavailabilityCause() {
        return missing;
    }

    /** Sleeps while the low half of the word has that value; only if it is ready. */
    static void await(MappedSegment memory, int word, int value, long nanos) {
        LinuxFutex.await(memory, word, value, nanos);
    }

    /** Wakes some of those that sleep, if not at once then as soon as it is loaded. */
    static void wake(MappedSegment memory, int word, int most) {
        if (isReady()) {
            LinuxFutex.wake(memory, word, most);
        } else if (missing == null) {
            wakeLater(() -> LinuxFutex.wake(memory, word, most));
        }
    }

    private static void wakeLater(Runnable wakeUp) {
        synchronized (WAKE_UPS) {
            if (!ready) {
                if (missing == null) {
                    WAKE_UPS.add(wakeUp);
                }
                return;
            }
        }
        wakeUp.run();
    }

    private static void load() {
        if (!Boolean.parseBoolean(System.getProperty("multiproc.native", "true"))) {
            fail("switched off by -Dmultiproc.native=false");
            return;
        }
        NamedThreads.daemon("multiproc-futex-boot", Futex::loadNow).start();
    }

    private static void loadNow() {
        try {
            LinuxFutex.check();
        } catch (Throwable e) { // no such system, no library, no permission: polling does the same, more slowly
            System.getLogger(Futex.class.getName())
                    .log(Level.DEBUG, "no futex: threads that wait for shared memory look at it every millisecond", e);
            fail(e.toString());
            return;
        }
        List<Runnable> wakeUps;
        synchronized (WAKE_UPS) {
            ready = true;
            wakeUps = List.copyOf(WAKE_UPS);
            WAKE_UPS.clear();
        }
        wakeUps.forEach(Runnable::run);
    }

    private static void fail(String cause) {
        synchronized (WAKE_UPS) {
            missing = cause;
            WAKE_UPS.clear();
        }
    }
}
