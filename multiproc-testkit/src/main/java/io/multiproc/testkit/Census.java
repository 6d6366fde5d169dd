package io.multiproc.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Remembers the descendants of this process that appear while it is open.
 *
 * <p>They are counted now and then, not only at the end: when a child dies, its children get another parent and are no
 * longer found from here.
 */
final class Census implements AutoCloseable {

    private static final long PERIOD_NANOS = Duration.ofMillis(100).toNanos();

    private final Set<ProcessHandle> before;
    private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
    private final Thread counter = new Thread(this::countNowAndThen, "testkit-census");
    private volatile boolean closed;

    private Census(Set<ProcessHandle> before) {
        this.before = before;
    }

    static Census begin() {
        var census = new Census(ProcessHandle.current().descendants().collect(Collectors.toSet()));
        census.counter.setDaemon(true);
        census.counter.start();
        return census;
    }

    private void countNowAndThen() {
        while (!closed) {
            count(Stream.of(ProcessHandle.current()));
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    private void count(Stream<ProcessHandle> ancestors) {
        ancestors
                .flatMap(ProcessHandle::descendants)
                .filter(process -> !before.contains(process))
                .forEach(seen::add);
    }

    /** The processes seen so far that still run, orphans and their descendants included. */
    List<ProcessHandle> running() {
        count(Stream.of(ProcessHandle.current()));
        Set<ProcessHandle> orphans = new HashSet<>(seen);
        orphans.removeIf(process -> !isRunning(process));
        ProcessHandle.current().descendants().forEach(orphans::remove);
        count(orphans.stream());
        return seen.stream().filter(Census::isRunning).sorted().toList();
    }

    /** The ids of all processes seen so far, running or not. */
    Set<Long> pids() {
        return seen.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    /** Whether the process is alive and not just an entry that nobody has collected yet. */
    private static boolean isRunning(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            return !text.substring(text.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(counter);
    }
}
