package io.multiproc.ipc.rundir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The private directory of one process: {@code <base>/multiproc-<user>/<pid>-<start>-<namespace>}, mode 0700.
 *
 * <p>The base is the system property {@code multiproc.dir}, else {@code /dev/shm}, else the directory for temporary
 * files. The name tells whose it is, so that a directory whose process is gone can be removed by anyone of the same
 * user: the next program that starts, or an orphaned child.
 */
public final class RunDirectory {

    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\w*)");
    private static final int MOST_ATTEMPTS = 100;

    private static @Nullable RunDirectory local;

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    /** The directories of the processes of this user that run, by process ids. Makes nothing, removes nothing. */
    public static Map<Long, Path> ofTheLiving() {
        Map<Long, Path> found = new TreeMap<>();
        Path parent = parent();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent)) {
            for (Path directory : directories) {
                Matcher name = NAME.matcher(directory.getFileName().toString());
                if (name.matches() && name.group(3).equals(pidNamespace()) && isOwnerAlive(directory)) {
                    found.put(Long.parseLong(name.group(1)), directory);
                }
            }
        } catch (NoSuchFileException e) {
            log().log(Level.DEBUG, "no program of this user runs: {0}", parent);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + parent + ": " + e.getMessage(), e);
        }
        return found;
    }

    private static Path parent() {
        return base().resolve("multiproc-" + System.getProperty("user.name"));
    }

    /** Creates the directory of this process, and removes those that dead processes of the same user left. */
    public static RunDirectory create() {
        try {
            Path parent = parent();
            ProcessIdentity self = ProcessIdentity.current();
            Path path = createIn(parent, self.pid() + "-" + self.start() + "-" + pidNamespace());
            sweep(parent, "");
            SharedFolder.of(path).sweep();
            return new RunDirectory(path);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot create the run directory: base=" + base() + ": " + e.getMessage()
                            + " (choose another with -Dmultiproc.dir=DIR)",
                    e);
        }
    }

    /** The directory of this process; created on the first call. */
    public static synchronized RunDirectory local() {
        if (local == null) {
            local = create();
        }
        return local;
    }

    /** Removes the directory of this process, if there is one: for a process that is about to end. */
    public static synchronized void deleteLocal() {
        if (local != null) {
            local.delete();
            local = null;
        }
    }

    /** The same for a process that ends with what is done then: no thread gets to make another one in between. */
    public static synchronized void deleteLocalAndThen(Runnable end) {
        deleteLocal();
        end.run();
    }

    /**
     * A text that stands for the process of that number and for no later one: the name of the run directory that it has
     * or would have. {@link #isOwnerAlive} tells whether it still runs.
     */
    public static String identityOf(long pid) {
        ProcessIdentity process = ProcessIdentity.of(pid);
        return pid + "-" + Math.max(0, process.start()) + "-" + pidNamespace();
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    /** Removes the directory with all it holds. */
    public void delete() {
        deleteWithEmptyParent(path);
    }

    /** Removes the directory of another process if that process is dead: what an orphaned child does for its parent. */
    public static void deleteIfOwnerIsDead(Path directory) {
        if (isRunDirectory(directory) && !isOwnerAlive(directory)) {
            deleteWithEmptyParent(directory);
        }
    }

    /** Whether the process whose run directory that is still runs; true if that cannot be known from here. */
    public static boolean isOwnerAlive(Path directory) {
        Matcher name = NAME.matcher(String.valueOf(directory.getFileName()));
        return !name.matches()
                || !name.group(3).equals(pidNamespace())
                || new ProcessIdentity(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))).isAlive();
    }

    /** Removes what the process of that number left, which is dead: what a parent does for its child. */
    public void deleteLeftBy(long pid) {
        try {
            sweep(Objects.requireNonNull(path.getParent(), "parent"), pid + "-");
        } catch (IOException e) {
            log().log(Level.DEBUG, "cannot look for what process " + pid + " left", e);
        }
    }

    private static void deleteWithEmptyParent(Path directory) {
        SharedFolder shared = SharedFolder.of(directory);
        List<String> claims = shared.ownClaims();
        deleteTree(directory);
        shared.removeUnclaimed(claims);
        Path parent = Objects.requireNonNull(directory.toAbsolutePath().getParent(), "parent");
        if (!deleteIfEmpty(parent) && holdsOnly(parent, shared)) {
            shared.sweep();
            deleteIfEmpty(parent);
        }
    }

    private static boolean deleteIfEmpty(Path directory) {
        try {
            Files.deleteIfExists(directory);
            return true;
        } catch (DirectoryNotEmptyException e) {
            log().log(Level.TRACE, "other programs of this user run: {0}", directory);
        } catch (IOException e) {
            log().log(Level.DEBUG, "cannot remove " + directory, e);
        }
        return false;
    }

    private static boolean holdsOnly(Path parent, SharedFolder shared) {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, path -> !shared.isAt(path))) {
            return !others.iterator().hasNext();
        } catch (IOException e) {
            log().log(Level.DEBUG, "cannot look what is left in " + parent, e);
            return false;
        }
    }

    private static boolean isRunDirectory(Path directory) {
        return NAME.matcher(String.valueOf(directory.getFileName())).matches();
    }

    private static void sweep(Path parent, String prefix) throws IOException {
        String[] names =
                parent.toFile().list(); // each end of a child waits for it: quicker than a stream with a pattern
        if (names == null) {
            throw new NotDirectoryException(parent.toString());
        }
        for (String name : names) {
            if (name.startsWith(prefix)) {
                deleteIfOwnerIsDead(parent.resolve(name));
            }
        }
    }

    private static Path base() {
        String chosen = System.getProperty("multiproc.dir");
        if (chosen != null) {
            return Path.of(chosen).toAbsolutePath();
        }
        Path sharedMemory = Path.of("/dev/shm");
        return Files.isDirectory(sharedMemory) && Files.isWritable(sharedMemory)
                ? sharedMemory
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Process ids mean something within one namespace only: a container must not sweep what another one uses. */
    private static String pidNamespace() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return link.replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** Another program that ends may remove the parent, which is empty for a moment. */
    private static Path createIn(Path parent, String name) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return PrivateDirectory.of(PrivateDirectory.of(parent).resolve(name));
            } catch (NoSuchFileException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void deleteTree(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            log().log(Level.DEBUG, "another process removed {0} first", root);
        } catch (IOException e) {
            log().log(Level.DEBUG, "cannot remove " + root + " (the next program to start tries again)", e);
        }
    }

    /** Not a constant: logging classes would cost every child's start, and there is seldom something to log. */
    private static Logger log() {
        return System.getLogger(RunDirectory.class.getName());
    }
}
