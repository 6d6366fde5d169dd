package io.multiproc.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** What existed at a moment, and what has come since then and is still there. */
final class LeakWatch implements AutoCloseable {

    private static final long POLL_NANOS = Duration.ofMillis(5).toNanos();

    private final Census census;
    private final Set<Thread> threadsBefore;
    private final Set<Path> filesBefore;

    private LeakWatch(Census census, Set<Thread> threadsBefore, Set<Path> filesBefore) {
        this.census = census;
        this.threadsBefore = threadsBefore;
        this.filesBefore = filesBefore;
    }

    static LeakWatch begin() {
        return new LeakWatch(Census.begin(), ownThreads(), RunDirectories.contents());
    }

    /** What is left; waits until that is nothing, but no longer than the time given. */
    Leaks await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Leaks leaks = now();
        while (!leaks.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            leaks = now();
        }
        return leaks;
    }

    private Leaks now() {
        List<ProcessHandle> processes = census.running();
        List<Thread> threads = ownThreads().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .sorted(Comparator.comparing(Thread::getName))
                .toList();
        Set<Long> pids = census.pids();
        List<Path> files = RunDirectories.contents().stream()
                .filter(file -> !filesBefore.contains(file))
                .filter(file -> RunDirectories.isLeftover(file, pids))
                .sorted()
                .toList();
        return new Leaks(processes, threads, files);
    }

    /** The library's threads, without the hub's event loop and the cleaners, which live as long as the JVM. */
    private static Set<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("multiproc-"))
                .filter(thread -> !thread.getName().startsWith("multiproc-hub"))
                .filter(thread -> !thread.getName().startsWith("multiproc-cleaner"))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        census.close();
    }
}
