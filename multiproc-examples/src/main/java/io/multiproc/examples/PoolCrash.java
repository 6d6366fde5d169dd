package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.WorkerTerminatedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tasks that end their worker: each fails alone, with what is known of it, and all others are done. In Python,
 * {@code Pool} waits for the lost result for ever.
 */
public final class PoolCrash {

    private PoolCrash() {}

    static int work(int item) {
        switch (item) {
            case 3 -> ProcessHandle.of(currentProcess().pid()).ifPresent(PoolCrash::kill);
            case 7 -> System.exit(7);
            default -> {}
        }
        return item;
    }

    /** As {@code kill -9} does it, or the kernel when the machine has no memory left. */
    private static void kill(ProcessHandle self) {
        try {
            new ProcessBuilder("kill", "-9", String.valueOf(self.pid())).start().waitFor();
            Thread.sleep(60_000);
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException("this machine has no kill command", e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    public static void main(String[] args) {
        List<Integer> good = new ArrayList<>();
        try (ProcessPool pool = pool(2);
                ResultIterator<Integer> results = pool.imap(
                        PoolCrash::work, IntStream.range(0, 10).boxed().toList())) {
            while (results.hasNext()) {
                try {
                    good.add(results.next());
                } catch (WorkerTerminatedException e) {
                    System.out.println(e.verdict() + ", exit code " + e.exitCode() + ": " + firstLine(e));
                    e.exitStackTrace()
                            .lines()
                            .filter(frame -> frame.contains("PoolCrash.work"))
                            .forEach(frame -> System.out.println("  exit called" + frame.replace('\t', ' ')));
                }
            }
        }
        System.out.println("Done: " + good);
    }
}
