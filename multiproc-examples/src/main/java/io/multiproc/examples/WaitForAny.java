package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.Waitable;
import io.multiproc.sync.ProcessEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Waits for whichever process ends next, without a thread for each.
 *
 * <pre>{@code
 * jobs = {p.sentinel: p for p in start_all()}
 * while jobs:
 *     for sentinel in multiprocessing.connection.wait(jobs):
 *         p = jobs.pop(sentinel)
 *         print(p.name, 'has ended with', p.exitcode)
 * }</pre>
 */
public final class WaitForAny {

    private WaitForAny() {}

    static void sleep(ProcessEvent allStarted, long millis) throws InterruptedException {
        allStarted.await();
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    public static void main(String[] args) throws InterruptedException {
        Map<Waitable, ChildProcess> jobs = new LinkedHashMap<>();
        ProcessEvent allStarted = event();
        for (long millis : new long[] {2400, 100, 1200}) {
            ChildProcess p =
                    processBuilder().name("sleeper of " + millis + " ms").target(WaitForAny::sleep, allStarted, millis);
            p.start();
            jobs.put(p.sentinel(), p);
        }
        allStarted.set();
        while (!jobs.isEmpty()) {
            for (Waitable sentinel : awaitAny(jobs.keySet())) {
                ChildProcess p = Objects.requireNonNull(jobs.remove(sentinel));
                System.out.println(p.name() + " has ended with " + p.exitCode().getAsInt());
            }
        }
    }
}
