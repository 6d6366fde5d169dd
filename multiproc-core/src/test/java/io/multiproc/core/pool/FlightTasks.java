package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.WorkerTerminatedException;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The pools of {@link FlightProgram}; names nothing of the recorder, which would load it in the workers. */
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

    static int dieAtSix(int number) {
        return number == 6 ? die() : number;
    }

    /** Heeds no interruption. */
    static int loop() {
        Programs.loopForever();
        return 0;
    }

    /** The lines of the log that say that a class of the recorder was loaded. */
    static List<String> recorderClasses(String log) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(log))) {
            return lines.filter(line -> line.contains(" jdk.jfr.")).toList();
        }
    }

    static void whereTheWorkerRecords(Path folder) throws Exception {
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
    }

    static void whereItDoesNot(Path folder) throws Exception {
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
            try (ResultIterator<Integer> results = pool.imap(FlightTasks::dieAtSix, List.of(6), 1)) {
                results.next();
            } catch (WorkerTerminatedException e) {
                System.out.println("died again");
            }
            System.out.println(pool.collectingAll()
                    .map(FlightTasks::dieAtSix, List.of(1, 6, 2), 3)
                    .size());
            AsyncResult<Integer> endless = pool.applyAsync(FlightTasks::loop);
            while (!endless.isRunning()) {
                Thread.onSpinWait();
            }
            System.out.println("cancelled " + endless.cancel(true));
        }
    }
}
