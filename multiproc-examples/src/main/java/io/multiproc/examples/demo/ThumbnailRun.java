package io.multiproc.examples.demo;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.examples.ImageThumbnails;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.RemoteTaskException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a number of pictures.
 *
 * @param done how many thumbnails were made
 * @param failures a line for each picture that could not be read
 * @param time how long it took, without the start of the pool
 */
record ThumbnailRun(int done, List<String> failures, Duration time) {

    static ThumbnailRun of(Display display, int workers, List<Path> pictures, Path out) throws InterruptedException {
        List<String> failures = new ArrayList<>();
        try (ProcessPool pool = pool(workers);
                Steps progress = display.progress("thumbnails", pictures.size())) {
            Stopwatch watch = Stopwatch.start();
            List<AsyncResult<Path>> thumbnails = pictures.stream()
                    .map(picture -> pool.applyAsync(ImageThumbnails::createThumbnail, picture, out))
                    .toList();
            progress.follow(thumbnails);
            Duration time = watch.elapsed();
            for (int i = 0; i < thumbnails.size(); i++) {
                try {
                    thumbnails.get(i).get();
                } catch (RuntimeException e) {
                    failures.add(pictures.get(i).getFileName() + ": " + reason(e));
                }
            }
            return new ThumbnailRun(thumbnails.size() - failures.size(), failures, time);
        }
    }

    /** The exception of the task itself, where there is one. */
    private static String reason(RuntimeException e) {
        Throwable cause = e instanceof RemoteTaskException && e.getCause() != null ? e.getCause() : e;
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }

    double perSecond() {
        return done / Stopwatch.seconds(time);
    }
}
