package io.multiproc.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The other side of the comparison, which this machine may lack. */
interface CPython extends AutoCloseable {

    /** What it is, or why it is absent, in a few words. */
    String description();

    /** The side that does the measurement of that name; null if there is none. */
    @Nullable
    Side side(String id);

    @Override
    void close();

    /**
     * Starts the server that measures, in a process of its own.
     *
     * @param command the interpreter
     * @param script the server's program
     * @return one that is absent if anything is missing
     */
    static CPython start(String command, Path script) {
        return CPythonServer.start(command, script);
    }

    /** None on this machine. */
    record Absent(String reason) implements CPython {

        @Override
        public String description() {
            return "absent: " + reason;
        }

        @Override
        public @Nullable Side side(String id) {
            return null;
        }

        @Override
        public void close() {}
    }
}
