package io.multiproc.core.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A program that records what its pool does, and prints it; some of its workers record by themselves. */
final class FlightProgram {

    private FlightProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path own = folder.resolve("own.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            FlightTasks.whereTheWorkerRecords(folder);
            FlightTasks.whereItDoesNot(folder);
            recording.stop();
            recording.dump(own);
        }
        print(own);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("worker-"))
                    .toList()) {
                print(file);
            }
        }
    }

    private static void print(Path file) throws IOException {
        RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("io.multiproc."))
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .map(FlightProgram::text)
                .forEach(System.out::println);
    }

    private static String text(RecordedEvent event) {
        StringBuilder text = new StringBuilder(event.getEventType().getName());
        for (String field : List.of("worker", "task", "firstItem", "items", "outcome", "cause", "exitCode")) {
            if (event.hasField(field)) {
                Object value = event.getValue(field);
                text.append(' ').append(field).append('=').append(value);
            }
        }
        boolean sized = !event.hasField("bytesIn") || (event.getLong("bytesIn") > 0 && event.getLong("bytesOut") > 0);
        return text + (sized ? "" : " without bytes");
    }
}
