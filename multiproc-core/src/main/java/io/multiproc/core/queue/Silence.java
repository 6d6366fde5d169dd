package io.multiproc.core.queue;

import io.multiproc.ipc.endpoint.TimeLimit;
import java.time.Duration;

/**
 * How long the owner of a queue may leave a question without an answer. It answers at once, whatever its threads do,
 * unless it is stopped.
 */
final class Silence {

    private static final String PROPERTY = "multiproc.queue.silence";
    private static final long USUAL_MILLIS = 30_000;

    /** What an owner that goes on may take when the thread that asks was interrupted. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    /** What a message says about it. */
    static final String REMEDY = "wait longer with -D" + PROPERTY + "=MILLISECONDS";

    private Silence() {}

    /** For a question that is asked on the way, and again when the owner goes on. */
    private static final Duration MOMENT = Duration.ofSeconds(5);

    /** For who needs the answer; begins now. */
    static TimeLimit limit() {
        return new TimeLimit(usual(), AFTER_INTERRUPT);
    }

    /** For who can do without; begins now. */
    static TimeLimit moment() {
        Duration usual = usual();
        return new TimeLimit(usual.compareTo(MOMENT) < 0 ? usual : MOMENT, AFTER_INTERRUPT);
    }

    private static Duration usual() {
        return Duration.ofMillis(Long.getLong(PROPERTY, USUAL_MILLIS));
    }
}
