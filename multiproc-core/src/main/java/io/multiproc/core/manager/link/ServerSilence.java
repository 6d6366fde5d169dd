package io.multiproc.core.manager.link;

import io.multiproc.ipc.endpoint.TimeLimit;
import java.time.Duration;

/** How long a server may take that answers at once if it is there. */
final class ServerSilence {

    /** How long a server may take to let a link in. */
    private static final Duration CONNECTING = Duration.ofSeconds(20);

    /** Milliseconds after which a server that does not answer the question whether it is there is taken for gone. */
    private static final String PROPERTY = "multiproc.manager.silence";

    private static final long USUAL_MILLIS = 10_000;

    private ServerSilence() {}

    /** For a new link. An interrupt does not end it: a server that is there answers soon, and is to hear of it then. */
    static TimeLimit ofConnecting() {
        return new TimeLimit(CONNECTING, usual());
    }

    /** For an answer. */
    static TimeLimit ofSilence() {
        return new TimeLimit(usual(), usual());
    }

    /** What the answer to the question may take. */
    static Duration usual() {
        return Duration.ofMillis(Math.max(1, Long.getLong(PROPERTY, USUAL_MILLIS)));
    }
}
