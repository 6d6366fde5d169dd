package io.multiproc.examples.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A temporary folder of this process, removed when it is closed, at exit, and after a crash by the next that is
 * created: its name says whose it is.
 */
public final class ScratchFolder implements AutoCloseable {

    /** Process id and start time of the owner, since the operating system gives an id again. */
    private static final Pattern NAME = Pattern.compile("multiproc-demo-(\\d+)-(\\d+)-.*");

    /** Start times are computed from the clock and may move a little when it is set. */
    private static final Duration SAME_START = Duration.ofSeconds(10);

    private final Path path;
    private final Thread hook;

    private ScratchFolder(Path path) {
        this.path = path;
        this.hook = new Thread(this::deleteQuietly, "multiproc-demo-cleanup");
    }

    /** Creates one below the system's folder for temporary files, and removes there what dead processes left. */
    public static ScratchFolder create() throws IOException {
        return create(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static ScratchFolder create(Path parent) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        String prefix = "multiproc-demo-%d-%d-".formatted(self.pid(), startMillis(self));
        ScratchFolder folder = new ScratchFolder(Files.createTempDirectory(parent, prefix));
        Runtime.getRuntime().addShutdownHook(folder.hook);
        sweep(parent, Files.getOwner(folder.path));
        return folder;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        deleteQuietly();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook runs, and finds nothing to do.
        }
    }

    private void deleteQuietly() {
        deleteQuietly(path);
    }

    /** What cannot be removed now is removed when the next is created. */
    private static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            System.err.printf("cannot remove %s: %s%n", folder, e.getMessage());
        }
    }

    private static void sweep(Path parent, UserPrincipal owner) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            files.filter(file -> isAbandoned(file, owner)).forEach(ScratchFolder::deleteQuietly);
        }
    }

    private static boolean isAbandoned(Path file, UserPrincipal owner) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        try {
            return name.matches()
                    && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)
                    && !isRunning(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)));
        } catch (IOException e) {
            return false; // removed meanwhile
        }
    }

    private static boolean isRunning(long pid, long startMillis) {
        return ProcessHandle.of(pid)
                .filter(process -> Math.abs(startMillis(process) - startMillis) < SAME_START.toMillis())
                .isPresent();
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Children first; links are removed, never followed. */
    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
