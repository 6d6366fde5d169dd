package io.multiproc.ipc.rundir;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The right to change what is in a folder, which one thread of one process has at a time; a process that dies loses it.
 *
 * <p>It is a lock on a file in the folder. Whoever leaves nothing else behind removes file and folder, so the file has
 * a random length (and no content, so it takes no space): who locks a file looks whether the path still leads to one of
 * that length, and begins again if it does not. Nobody may open the file to look, since a process loses its lock on a
 * file when it closes the file once. An interrupt does not disturb it.
 */
final class FolderLock implements AutoCloseable {

    /** A name that nothing else in a folder has. */
    static final String FILE = ".lock";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** File locks belong to a process, not to a thread. */
    private static final ReentrantLock HERE = new ReentrantLock();

    private final Path folder;
    private final RandomAccessFile file;
    private final boolean interrupted;

    private FolderLock(Path folder, RandomAccessFile file, boolean interrupted) {
        this.folder = folder;
        this.file = file;
        this.interrupted = interrupted;
    }

    /**
     * Waits for the right; the folder is made if it is not there.
     *
     * @throws IOException if the folder cannot be made, or another process keeps the lock for ten seconds
     */
    static FolderLock acquire(Path folder) throws IOException {
        HERE.lock();
        boolean interrupted = Thread.interrupted();
        RandomAccessFile locked = null;
        try {
            locked = lock(folder, System.nanoTime() + PATIENCE_NANOS);
            return new FolderLock(folder, locked, interrupted);
        } finally {
            if (locked == null) {
                leave(interrupted);
            }
        }
    }

    private static RandomAccessFile lock(Path folder, long deadline) throws IOException {
        Path path = folder.resolve(FILE);
        while (true) {
            RandomAccessFile file = open(folder, path);
            if (file != null) {
                boolean ours = false;
                try {
                    lock(file, path, deadline);
                    ours = isAt(path, mark(file));
                } finally {
                    if (!ours) {
                        file.close();
                    }
                }
                if (ours) {
                    return file;
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("cannot lock " + path + ": it cannot be opened, or is removed again and again");
            }
        }
    }

    private static void lock(RandomAccessFile file, Path path, long deadline) throws IOException {
        for (long pause = SHORTEST_PAUSE_NANOS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS)) {
            @Nullable FileLock lock = file.getChannel().tryLock();
            if (lock != null) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("another process has held " + path + " for "
                        + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s (is it stopped? see lsof " + path + ")");
            }
            LockSupport.parkNanos(pause);
        }
    }

    /** Null if the folder vanished meanwhile, or appeared: another process has just left it empty. */
    private static @Nullable RandomAccessFile open(Path folder, Path path) throws IOException {
        try {
            PrivateDirectory.of(folder);
            return new RandomAccessFile(path.toFile(), "rw");
        } catch (NoSuchFileException | FileAlreadyExistsException | FileNotFoundException e) {
            if (Files.isRegularFile(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            Path home = folder.toAbsolutePath().getParent();
            if (home != null && !Files.exists(home)) {
                PrivateDirectory.of(home);
            }
            LockSupport.parkNanos(SHORTEST_PAUSE_NANOS);
            return null;
        }
    }

    /** The length of the locked file; the first to lock it chooses one. */
    private static long mark(RandomAccessFile file) throws IOException {
        if (file.length() == 0) {
            file.setLength(ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));
        }
        return file.length();
    }

    private static boolean isAt(Path path, long mark) throws IOException {
        try {
            return Files.size(path) == mark;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Gives the right up; removes the folder if nothing else is in it. */
    @Override
    public void close() throws IOException {
        try (file) {
            try (var files = Files.newDirectoryStream(folder, path -> !path.endsWith(FILE))) {
                if (files.iterator().hasNext()) {
                    return;
                }
            }
            Files.deleteIfExists(folder.resolve(FILE));
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return; // others are at work again
        } finally {
            leave(interrupted);
        }
    }

    private static void leave(boolean interrupted) {
        HERE.unlock();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
