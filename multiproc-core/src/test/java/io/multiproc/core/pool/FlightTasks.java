package io.multiproc.core.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the workers of {@link FlightProgram} do; names nothing of the recorder, which would load it. */
final class FlightTasks {

    private FlightTasks() {}

    static int square(int number) {
        if (number == 5) {
            throw new IllegalArgumentException("five");
        }
        return number * number;
    }

    static int die() {
        Runtime.getRuntime().halt(7);
        return 0;
    }

    /** How many lines of the log say that a class of the recorder was loaded. */
    static long recorderClasses(String log) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(log))) {
            return lines.filter(line -> line.contains(" jdk.jfr.")).count();
        }
    }
}
