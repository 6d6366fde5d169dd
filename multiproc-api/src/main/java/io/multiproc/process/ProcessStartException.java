package io.multiproc.process;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A child process did not get as far as the program's own code: the JVM could not be created, ended at once, or never
 * connected back.
 *
 * <p>The message holds the command, the exit code and the child's own words where there are any.
 */
public final class ProcessStartException extends ProcessException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // always a List.copyOf
    private final List<String> command;

    private final @Nullable Integer exitCode;

    /**
     * Creates the exception.
     *
     * @param message what failed, with the child's own words
     * @param command the command that was run
     * @param exitCode the child's exit code, or null if it had none
     * @param cause the reason, or null
     */
    public ProcessStartException(
            String message, List<String> command, @Nullable Integer exitCode, @Nullable Throwable cause) {
        super(message, cause);
        this.command = List.copyOf(command);
        this.exitCode = exitCode;
    }

    /** The command that was run. */
    public List<String> command() {
        return command;
    }

    /** The exit code of the child (negative: ended by that signal); empty if it never ran or was still running. */
    public OptionalInt exitCode() {
        return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }
}
