package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.ProcessPool;
import io.multiproc.progress.ProgressBars;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A progress bar for a map. In Python this takes a library around {@code imap}:
 *
 * <pre>{@code
 * with Pool(2) as pool:
 *     pages = list(tqdm(pool.imap(render, range(40)), total=40))
 * }</pre>
 *
 * <p>{@code ProgressBars} is in the module {@code multiproc-progress}; any {@code ProgressListener} will do.
 */
public final class PoolWithProgress {

    private static final int PAGES = 40;

    private PoolWithProgress() {}

    static int render(int page) throws InterruptedException {
        Thread.sleep(50); // it takes its time
        return page;
    }

    public static void main(String[] args) throws InterruptedException {
        List<Integer> numbers = IntStream.range(0, PAGES).boxed().toList();
        try (ProcessPool pool = pool(2)) {
            List<Integer> pages =
                    pool.withProgress(ProgressBars.automatic("pages")).map(PoolWithProgress::render, numbers);
            System.out.println("Rendered " + pages.size() + " pages");
        }
    }
}
