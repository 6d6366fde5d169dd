package io.multiproc.core.spawn;

import io.multiproc.core.current.Signals;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * SIGINT on request of the parent. A handler of the program's gets it as a real signal, and so does the operating
 * system's default action if the program has restored that. Where the JVM's own handler would end the JVM, the thread
 * that does the work is interrupted instead.
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
                    .log(Level.DEBUG, "the JVM leaves SIGINT to the operating system", e);
        }
        Signals.Handler usual = before.get();
        restore(usual);
        if (usual != null && usual.isJvmsOwn()) {
            worker.interrupt(); // raised, it would come later, and might meet the handler that ends the JVM
        } else {
            sendToSelf();
        }
    }

    /** The JDK raises only signals that it handles itself. */
    private static void sendToSelf() {
        String pid = String.valueOf(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-" + INTERRUPT, pid)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            System.getLogger(Interruption.class.getName())
                    .log(Level.WARNING, "cannot send SIGINT to process " + pid, e);
        }
    }

    private static void restore(Signals.@Nullable Handler handler) {
        if (handler != null) {
            handler.restore();
        }
    }
}
