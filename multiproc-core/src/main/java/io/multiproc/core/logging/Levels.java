package io.multiproc.core.logging;

import io.multiproc.logging.ProcessLevel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Levels by name and value, as they come from another process. May be used by any thread. */
final class Levels {

    private static final Map<String, Level> KNOWN = new ConcurrentHashMap<>(Stream.of(
                    Level.OFF,
                    Level.SEVERE,
                    Level.WARNING,
                    ProcessLevel.SUBWARNING,
                    Level.INFO,
                    Level.CONFIG,
                    Level.FINE,
                    ProcessLevel.SUBDEBUG,
                    Level.FINER,
                    Level.FINEST,
                    Level.ALL)
            .collect(Collectors.toMap(level -> key(level.getName(), level.intValue()), level -> level)));

    private Levels() {}

    /** The level; one that this program does not have is made, once. */
    static Level of(String name, int value) {
        return KNOWN.computeIfAbsent(key(name, value), key -> find(name, value));
    }

    private static Level find(String name, int value) {
        try {
            Level own = Level.parse(name);
            if (own.intValue() == value && own.getName().equals(name)) {
                return own;
            }
            return new Foreign(name, value);
        } catch (IllegalArgumentException e) {
            return new Foreign(name, value);
        }
    }

    private static String key(String name, int value) {
        return name + ' ' + value;
    }

    /** A level that the program of the other process has made. */
    private static final class Foreign extends Level {

        private static final long serialVersionUID = 1;

        Foreign(String name, int value) {
            super(name, value);
        }
    }
}
