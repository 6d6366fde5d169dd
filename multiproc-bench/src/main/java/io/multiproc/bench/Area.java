package io.multiproc.bench;

import java.util.Locale;

/** A part of the library that can be measured on its own. */
enum Area {
    PROCESS,
    PIPE,
    QUEUE,
    LOCK,
    VALUE,
    POOL,
    MANAGER;

    /** The name on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
