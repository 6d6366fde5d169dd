package io.multiproc.core.logging;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The library's logger, Python's {@code get_logger}. May be used by any thread. */
public final class PackageLogger {

    private static final String NAME = "io.multiproc";

    /** Held here, since the JDK forgets loggers and their settings that nobody holds. */
    private static final Logger LOGGER = Logger.getLogger(NAME);

    static {
        LOGGER.setUseParentHandlers(false);
        LogState.touch();
    }

    private PackageLogger() {}

    /** The logger. */
    public static Logger get() {
        return LOGGER;
    }

    /** The logger, after it was given a handler that prints to standard error; only the first call does that. */
    public static synchronized Logger toStderr() {
        if (!LogState.printsToStderr()) {
            LOGGER.addHandler(new StderrHandler());
            LogState.printToStderr();
        }
        return LOGGER;
    }

    /** In a child: has the logger do as the parent's. */
    static void inherit(Level level, boolean toStderr) {
        LOGGER.setLevel(level);
        if (toStderr) {
            toStderr();
        }
    }

    /** The level that counts: the logger's own, or that of the first above it that has one. */
    static Level effectiveLevel() {
        for (Logger logger = LOGGER; logger != null; logger = logger.getParent()) {
            Level level = logger.getLevel();
            if (level != null) {
                return level;
            }
        }
        return Level.INFO; // what the JDK takes where no logger has a level
    }
}
