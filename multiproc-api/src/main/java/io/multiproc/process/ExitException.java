package io.multiproc.process;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process in whose {@code run()} it is thrown, with an exit code or a reason: the counterpart of Python's
 * {@code sys.exit} there. Unlike {@code System.exit}, it unwinds the stack, so {@code finally} blocks run, and it waits
 * for non-daemon threads; and with the start method {@code thread} it ends just that one process.
 *
 * <pre>{@code
 * throw new ExitException(3);                 // exit code 3
 * throw new ExitException("no input file");   // the text on standard error, exit code 1
 * }</pre>
 *
 * <p>Null and {@code false} are exit code 0, {@code true} is 1, an {@code Integer} is itself (the operating system
 * keeps its lowest eight bits), any other object is printed on standard error and the exit code is 1. In a pool's task
 * it is an exception like any other.
 *
 * @python multiprocessing.Process.exitcode
 */
public final class ExitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int LOWEST_BITS = 0xff;

    private final transient @Nullable Object reason;
    private final int exitCode;

    /** Ends the process with exit code 0. */
    public ExitException() {
        this(null);
    }

    /**
     * Ends the process.
     *
     * @param reason the exit code, or what is to be printed
     */
    public ExitException(@Nullable Object reason) {
        super(Objects.toString(reason));
        this.reason = reason;
        this.exitCode = codeOf(reason);
    }

    /** The exit code that the process gets, 0 to 255. */
    public int exitCode() {
        return exitCode;
    }

    /** Whether the reason is a text for people and not a code. */
    public boolean isMessage() {
        return reason != null && !(reason instanceof Boolean) && !(reason instanceof Integer);
    }

    private static int codeOf(@Nullable Object reason) {
        if (reason == null) {
            return 0;
        }
        if (reason instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        return reason instanceof Integer code ? code & LOWEST_BITS : 1;
    }
}
