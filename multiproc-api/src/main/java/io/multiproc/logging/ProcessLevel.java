package io.multiproc.logging;

import java.util.logging.Level;

/**
 * The two levels that Python's {@code multiprocessing} adds to those of its logging module, as levels of
 * {@code java.util.logging}.
 *
 * <pre>{@code
 * logger().setLevel(ProcessLevel.SUBWARNING);
 * }</pre>
 *
 * <p>Immutable; may be used by any thread and sent to another process.
 */
public final class ProcessLevel extends Level {

    private static final long serialVersionUID = 1;

    /**
     * Below {@link Level#FINE}, which is Python's DEBUG; value 450.
     *
     * @python multiprocessing.SUBDEBUG
     */
    public static final Level SUBDEBUG = new ProcessLevel("SUBDEBUG", 450);

    /**
     * Between {@link Level#INFO} and {@link Level#WARNING}; value 850.
     *
     * @python multiprocessing.SUBWARNING
     */
    public static final Level SUBWARNING = new ProcessLevel("SUBWARNING", 850);

    private ProcessLevel(String name, int value) {
        super(name, value);
    }
}
