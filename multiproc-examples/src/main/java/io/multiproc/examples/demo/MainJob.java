package io.multiproc.examples.demo;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.examples.pictures.PictureFolder;
import io.multiproc.examples.pictures.ScratchFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code ./demo} does without the name of an example: three jobs on child JVMs, and a summary of three lines. */
final class MainJob {

    private final Display display;
    private final int limit;
    private final int workers = Math.max(2, usableCpuCount());

    MainJob(Display display, int limit) {
        this.display = display;
        this.limit = limit;
    }

    /**
     * Runs it.
     *
     * @param pictures a folder with pictures; null: those that come with the demo
     * @param thumbnails where the thumbnails stay; null: they are removed at the end
     */
    void run(@Nullable Path pictures, @Nullable Path thumbnails) throws IOException, InterruptedException {
        try (ScratchFolder scratch = ScratchFolder.create()) {
            List<Path> files = pictures == null ? List.of() : PictureFolder.list(pictures);
            if (thumbnails != null && !files.isEmpty()) { // whoever names a wrong one is told before the first job
                PictureFolder.createOutput(thumbnails, files);
            }
            SpeedUp speedUp = speedUp();
            ThumbnailRun run = thumbnails(files, thumbnails, scratch.path());
            KilledWorker killed =
                    killedWorker(Files.createDirectory(scratch.path().resolve("running")));
            display.say("");
            summary(speedUp, run, killed);
        }
    }

    private SpeedUp speedUp() throws InterruptedException {
        display.say("1. Counting the primes below %,d, in sequence and on %d child JVMs", limit, workers);
        warnIfBusy();
        SpeedUp result = SpeedUp.measure(display, workers, limit);
        display.say("Both counted %,d.", result.primes());
        return result;
    }

    /** What else runs takes its share, and more of a pool's than of a single thread's. */
    private void warnIfBusy() {
        int processors = usableCpuCount();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > processors) {
            display.say(
                    "(Other programs keep this machine busy: load average %.1f on %d processors. Expect less.)",
                    load, processors);
        }
    }

    private ThumbnailRun thumbnails(List<Path> given, @Nullable Path kept, Path scratch)
            throws IOException, InterruptedException {
        display.say("%n2. Making thumbnails of 128 x 128 on %d child JVMs", workers);
        List<Path> pictures = given.isEmpty() ? PictureSet.create(scratch) : given;
        if (given.isEmpty()) {
            display.say("%d files made of seven photographs; one of them is broken.", pictures.size());
        }
        Path out = PictureFolder.createOutput(kept == null ? scratch.resolve("thumbnails") : kept, pictures);
        ThumbnailRun result = ThumbnailRun.of(display, workers, pictures, out);
        result.failures().forEach(failure -> display.say("failed: %s", failure));
        if (kept != null) {
            display.say("The thumbnails are in %s.", kept);
        }
        return result;
    }

    private KilledWorker killedWorker(Path folder) throws IOException, InterruptedException {
        display.say("%n3. Killing one of %d child JVMs in mid-run", workers);
        KilledWorker result = KilledWorker.run(display, workers, limit, folder);
        display.say("failed: %s", result.failure().getMessage());
        return result;
    }

    private void summary(SpeedUp speedUp, ThumbnailRun run, KilledWorker killed) {
        display.say(
                "speed-up:      %.2f on %d child JVMs (%.2f s in sequence, %.2f s in the pool)",
                speedUp.factor(),
                speedUp.workers(),
                Stopwatch.seconds(speedUp.sequence()),
                Stopwatch.seconds(speedUp.pool()));
        display.say(
                "thumbnails:    %d done, %d failed, %.0f a second",
                run.done(), run.failures().size(), run.perSecond());
        display.say(
                "killed worker: pid %d, its task failed, %d of %d others finished",
                killed.pid(), killed.finished(), killed.others());
    }
}
