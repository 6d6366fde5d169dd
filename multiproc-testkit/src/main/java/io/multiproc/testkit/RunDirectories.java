package io.multiproc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directories {@code <base>/multiproc-<user>/<pid>-<start>-…} of this user's running programs, what is in them, and
 * the blocks of shared memory beside them: {@code shared/<name>}, for which each user has a {@code block-<name>}.
 */
final class RunDirectories {

    /** Files that are there as long as their process. */
    private static final Pattern STAYS = Pattern.compile("hub\\.sock|(objects|values)-\\d+");

    private static final String SHARED = "shared";

    /** Beside the blocks; it goes with the last of them. */
    private static final String LOCK = ".lock";

    private RunDirectories() {}

    /** All directories and files of all programs of this user. */
    static Set<Path> contents() {
        Set<Path> found = new HashSet<>();
        try {
            Files.walkFileTree(home(), new Collector(found));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the run directories: directory=" + home(), e);
        }
        found.remove(home());
        return found;
    }

    /**
     * Whether a file that is new belongs to us and should be gone: it is of this process and is neither its directory
     * nor its hub's socket nor a segment of shared objects, or it is of one of the processes given, or it is a block of
     * shared memory that no process uses.
     */
    static boolean isLeftover(Path file, Set<Long> pids) {
        Path inside = home().relativize(file);
        if (inside.startsWith(SHARED)) {
            return inside.getNameCount() == 2 && !inside.endsWith(LOCK) && !isClaimed(inside.getFileName());
        }
        long owner = owner(inside.getName(0).toString());
        if (owner == ProcessHandle.current().pid()) {
            return inside.getNameCount() > 2
                    || (inside.getNameCount() == 2
                            && !STAYS.matcher(inside.getFileName().toString()).matches());
        }
        return pids.contains(owner);
    }

    /** Whether a process that runs uses a block: one of another program as well. */
    private static boolean isClaimed(Path block) {
        try (Stream<Path> directories = Files.list(home())) {
            return directories
                    .filter(directory -> Files.exists(directory.resolve("block-" + block)))
                    .map(directory -> owner(directory.getFileName().toString()))
                    .map(ProcessHandle::of)
                    .flatMap(Optional::stream)
                    .anyMatch(ProcessHandle::isAlive);
        } catch (NoSuchFileException e) {
            return false; // the last program is gone, and so is the block
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the run directories: directory=" + home(), e);
        }
    }

    /** The process id that the directory's name begins with, or -1. */
    private static long owner(String directory) {
        String digits = directory.replaceFirst("-.*", "");
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
    }

    static Path home() {
        return base().resolve("multiproc-" + System.getProperty("user.name"));
    }

    private static Path base() {
        String configured = System.getProperty("multiproc.dir");
        if (configured != null) {
            return Path.of(configured);
        }
        Path memory = Path.of("/dev/shm");
        return Files.isDirectory(memory) && Files.isWritable(memory)
                ? memory
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Collects paths; what vanishes meanwhile or may not be read is passed over. */
    private static final class Collector extends SimpleFileVisitor<Path> {

        private final Set<Path> found;

        Collector(Set<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            found.add(directory);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException reason) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
