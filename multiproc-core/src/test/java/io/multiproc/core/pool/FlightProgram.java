package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;

import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.process.StartMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A program that records what its pool does, and prints it; its workers record by themselves. */
final class FlightProgram {

    private FlightProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path own = folder.resolve("own.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            List<Integer> items = IntStream.range(0, 4).boxed().toList();
            try (ProcessPool pool = context(StartMethod.SPAWN)
                    .poolBuilder()
                    .name("P")
                    .processes(1)
                    .jvmOptions("-XX:StartFlightRecording:filename=" + folder.resolve("worker-%p.jfr"))
                    .build()) {
                System.out.println(pool.map(FlightTasks::square, items, 4));
                System.out.println(
                        pool.collectingAll().map(FlightTasks::square, List.of(5)).size());
                System.out.println(pool.apply(FlightTasks::square, 3));
            }
            String log = folder.resolve("classes.log").toString();
            try (ProcessPool pool = context(StartMethod.SPAWN)
                    .poolBuilder()
                    .name("Q")
                    .processes(1)
                    .jvmOptions("-Xlog:class+load:file=" + log)
                    .build()) {
                System.out.println("loaded " + pool.apply(FlightTasks::recorderClasses, log));
                try {
                    pool.apply(FlightTasks::die);
                } catch (WorkerTerminatedException e) {
                    System.out.println("died");
                }
            }
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
                text.append(' ').append(field).append('=').append((Object) event.getValue(field));
            }
        }
        boolean sized = !event.hasField("bytesIn") || (event.getLong("bytesIn") > 0 && event.getLong("bytesOut") > 0);
        return text + (sized ? "" : " without bytes");
    }
}
