package io.multiproc.core.spawn;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * At the end of a child: writes out what streams that the program has set with {@code System.setOut} or {@code setErr}
 * hold back, as Python does. Streams that are closed or were taken away do not matter.
 */
final class OutputFlush implements Runnable {

    @Override
    public void run() {
        flush(System.out);
        flush(System.err);
    }

    private static void flush(@Nullable PrintStream stream) {
        if (stream != null) {
            stream.flush();
        }
    }
}
