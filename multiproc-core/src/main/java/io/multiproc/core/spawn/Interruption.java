package io.multiproc.core.spawn;

import io.multiproc.core.current.Signals;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * SIGINT on request of the parent. It takes the way of a real signal, so a handler of the program's gets it, and so does
 * the operating system's default action if the program has restored that. Where the JVM's own handler would end the JVM,
 * the thread that does the work is interrupted instead.
 */
final class Interruption {

    private static final String INTERRUPT = "INT";

    private Interruption() {}

    static void raise(Thread worker) {
        AtomicReference<Signals.@Nullable Handler> before = new AtomicReference<>();
        try {
            before.set(Signals.handle(INTERRUPT, () -> {
                restore(before.get()); // Ctrl-C in a terminal is to end this process as ever
                worker.interrupt();
            }));
        } catch (IllegalArgumentException e) {
            System.getLogger(Interruption.class.getName())
                    .log(System.Logger.Level.DEBUG, "the JVM leaves SIGINT to the operating system", e);
        }
        Signals.Handler usual = before.get();
        if (usual != null && !usual.isJvmsOwn()) {
            usual.restore();
        }
        Signals.raise(INTERRUPT);
    }

    private static void restore(Signals.@Nullable Handler handler) {
        if (handler != null) {
            handler.restore();
        }
    }
}
