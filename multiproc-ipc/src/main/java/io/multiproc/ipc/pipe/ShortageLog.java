package io.multiproc.ipc.pipe;

import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Logs that something could not be done for want of file descriptors. Then logging fails too, with an error, if it has
 * to open a file: so it has a thread of its own, and who goes on after a moment does go on. It is made before it is
 * needed, since no class can be loaded then either.
 */
public final class ShortageLog {

    private final Class<?> where;

    /** Nothing is short yet. */
    public ShortageLog(Class<?> where) {
        this.where = where;
    }

    /** Logs a warning, soon. */
    public void warn(String text, IOException reason) {
        Thread thread =
                new Thread(() -> System.getLogger(where.getName()).log(Level.WARNING, text, reason), "multiproc-log");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // no thread is left either: that the caller goes on matters more than that somebody is told
        }
    }
}
