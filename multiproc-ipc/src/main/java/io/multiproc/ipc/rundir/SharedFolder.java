package io.multiproc.ipc.rundir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Files that all programs of this user find by name: {@code <base>/multiproc-<user>/shared/<name>}.
 *
 * <p>A process that uses a file has a <em>claim</em> to it, an empty file {@code block-<name>} in its run directory. A
 * file without a claim of a living process is removed by whoever notices: a process that ends, a parent whose child was
 * killed, the next program that starts, or somebody who asks for a file of that name. A claim is made before its file
 * and goes after it, and all is done under one lock, so a process may be killed at any point. May be used by any
 * thread.
 */
@SuppressWarnings("try") // a lock is held and not used
public final class SharedFolder {

    private static final String FOLDER = "shared";
    private static final String CLAIM = "block-";

    private final Path home;
    private final Path folder;

    /** The run directory of the process that works with the files. */
    private final Path own;

    private SharedFolder(Path own) {
        this.own = own;
        this.home = own.toAbsolutePath().resolveSibling("");
        this.folder = home.resolve(FOLDER);
    }

    /** That beside a run directory. */
    static SharedFolder of(Path runDirectory) {
        return new SharedFolder(runDirectory);
    }

    /** That of this user; the process gets a run directory if it has none. */
    public static SharedFolder local() {
        return of(RunDirectory.local().path());
    }

    /**
     * Makes a file of zeros.
     *
     * @param name nothing but a plain name; not checked
     * @param claimants numbers of the processes that claim it besides this one; those without a run directory do not
     * @throws FileAlreadyExistsException if there is one of that name which is in use
     * @throws IOException if it cannot be made, for instance because that much memory is not there
     */
    public Attachment create(String name, long size, List<Long> claimants) throws IOException {
        try (FolderLock lock = FolderLock.acquire(folder)) {
            Path file = folder.resolve(name);
            if (Files.exists(file) && !removeIfUnclaimed(name)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            dropClaims(name);
            claim(own, name);
            for (long pid : claimants) {
                Path directory = home.resolve(RunDirectory.identityOf(pid));
                if (Files.isDirectory(directory)) {
                    claim(directory, name);
                }
            }
            return create(file, size);
        }
    }

    private Attachment create(Path file, long size) throws IOException {
        boolean made = false;
        try {
            long free = folder.toFile().getUsableSpace();
            if (free < size) {
                throw new IOException("not enough space in " + folder + ": size=" + size + " bytes, free=" + free
                        + " (choose another place with -Dmultiproc.dir=DIR)");
            }
            PrivateDirectory.newFile(file);
            RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
            try {
                open.setLength(size);
                Attachment attachment = new Attachment(false, open, key(file));
                made = true;
                return attachment;
            } finally {
                if (!made) {
                    open.close();
                }
            }
        } finally {
            if (!made) {
                Files.deleteIfExists(file);
                dropClaims(String.valueOf(file.getFileName()));
            }
        }
    }

    /**
     * Opens a file that some process made, and claims it.
     *
     * @throws NoSuchFileException if there is none, or only one that nobody uses any more
     */
    public Attachment attach(String name) throws IOException {
        try (FolderLock lock = FolderLock.acquire(folder)) {
            Path file = folder.resolve(name);
            if (!Files.exists(file) || removeIfUnclaimed(name)) {
                throw new NoSuchFileException(file.toString());
            }
            Object key = key(file);
            return new Attachment(!claim(own, name), new RandomAccessFile(file.toFile(), "rw"), key);
        }
    }

    /**
     * A file that this process uses.
     *
     * @param wasClaimed whether this process had a claim: because of an earlier use, or because a child of it made the
     *     file
     * @param file open
     * @param key what a later file of the same name does not have; null where there is no such thing
     */
    public record Attachment(
            boolean wasClaimed,
            RandomAccessFile file,
            @Nullable Object key) {}

    /**
     * Gives this process's claim up, if it has one; the file goes if nobody else has.
     *
     * @param key of the file that was claimed: a claim to a later one of its name stays
     */
    public void release(String name, @Nullable Object key) throws IOException {
        if (!Files.exists(own.resolve(CLAIM + name))) {
            return; // somebody has unlinked it, or this process ends and has removed its directory
        }
        try (FolderLock lock = FolderLock.acquire(folder)) {
            Path file = folder.resolve(name);
            if (!Files.exists(file) || Objects.equals(key, key(file))) {
                Files.deleteIfExists(own.resolve(CLAIM + name));
                removeIfUnclaimed(name);
            }
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /**
     * Removes the file and all claims to it; who has it mapped keeps it.
     *
     * @throws NoSuchFileException if there is none
     */
    public void unlink(String name) throws IOException {
        try (FolderLock lock = FolderLock.acquire(folder)) {
            Files.delete(folder.resolve(name));
            dropClaims(name);
        }
    }

    /**
     * Removes all files that nobody claims, and the folder if nothing is left in it: a process that was killed while it
     * had the lock may have left it empty.
     */
    void sweep() {
        try {
            if (Files.isDirectory(folder)) {
                lockAndRemove(names(folder, ""));
            }
        } catch (IOException e) {
            log("cannot look for unused files in " + folder, e);
        }
    }

    /** Whether that is its path. */
    boolean isAt(Path path) {
        return path.toAbsolutePath().equals(folder);
    }

    /** The names of the files that are claimed here. */
    List<String> ownClaims() {
        try {
            return names(own, CLAIM);
        } catch (IOException e) {
            log("cannot look for claims in " + own, e);
            return List.of();
        }
    }

    /** Removes those of the files that nobody claims any more, now that a run directory is gone. */
    void removeUnclaimed(List<String> names) {
        if (!names.isEmpty()) {
            lockAndRemove(names);
        }
    }

    private void lockAndRemove(List<String> names) {
        try (FolderLock lock = FolderLock.acquire(folder)) {
            for (String name : names) {
                removeIfUnclaimed(name);
            }
        } catch (IOException e) {
            log("cannot remove unused files of " + folder + " (the next program to start tries again)", e);
        }
    }

    /** Whether the file was there and is not any more; under the lock. */
    private boolean removeIfUnclaimed(String name) throws IOException {
        for (Path claim : claims(name)) {
            if (RunDirectory.isOwnerAlive(claim.resolveSibling(""))) {
                return false;
            }
        }
        boolean removed = Files.deleteIfExists(folder.resolve(name));
        dropClaims(name);
        return removed;
    }

    private void dropClaims(String name) throws IOException {
        for (Path claim : claims(name)) {
            Files.deleteIfExists(claim);
        }
    }

    /** Whether the claim is new. */
    private static boolean claim(Path runDirectory, String name) throws IOException {
        Path claim = runDirectory.resolve(CLAIM + name);
        if (Files.exists(claim)) {
            return false;
        }
        PrivateDirectory.newFile(claim);
        return true;
    }

    private List<Path> claims(String name) throws IOException {
        List<Path> claims = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(home)) {
            for (Path directory : directories) {
                Path claim = directory.resolve(CLAIM + name);
                if (!directory.equals(folder) && Files.exists(claim)) {
                    claims.add(claim);
                }
            }
        }
        return claims;
    }

    private static List<String> names(Path directory, String prefix) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(prefix) && !name.equals(FolderLock.FILE)) {
                    names.add(name.substring(prefix.length()));
                }
            }
        } catch (NoSuchFileException e) {
            return names; // another process removed it first
        }
        return names;
    }

    private static void log(String message, IOException e) {
        System.getLogger(SharedFolder.class.getName()).log(Level.DEBUG, message, e);
    }
}
