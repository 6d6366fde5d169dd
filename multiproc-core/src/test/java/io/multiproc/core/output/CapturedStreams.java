package io.multiproc.core.output;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** {@code System.out} and {@code System.err} of this JVM, caught while it is open. */
public final class CapturedStreams implements AutoCloseable {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();

    /** Catches them from now on. */
    public CapturedStreams() {
        System.setOut(new PrintStream(outBytes, false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, false, StandardCharsets.UTF_8));
    }

    /** What was printed to {@code System.out}. */
    public String out() {
        return outBytes.toString(StandardCharsets.UTF_8);
    }

    /** What was printed to {@code System.err}. */
    public String err() {
        return errBytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
    }
}
