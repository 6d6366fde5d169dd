package io.multiproc.ipc.rundir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Directories and files that nobody but this user can read or change. */
public final class PrivateDirectory {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateDirectory() {}

    /**
     * Creates the directory if it is not there, with mode 0700.
     *
     * @return the same path
     * @throws IOException if it cannot be created; or if what is there is a link, another user's, or open to others
     */
    public static Path of(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            create(path);
        }
        if (isPosix(path)) {
            check(path);
        }
        return path;
    }

    /**
     * Creates an empty file with mode 0600.
     *
     * @return the same path
     * @throws FileAlreadyExistsException if there is one
     */
    public static Path newFile(Path path) throws IOException {
        return Files.createFile(path, attributes(path, PRIVATE_FILE));
    }

    /** Whether that is a plain file of this user that nobody else can change. */
    public static boolean isOwnFile(Path file) throws IOException {
        if (!isOfThisUser(file)) {
            return false;
        }
        if (!isPosix(file)) {
            return true;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        return !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    /** Whether that is a plain file of this user, and no link. */
    public static boolean isOfThisUser(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && (!isPosix(file) || isOwn(file));
    }

    private static void create(Path path) throws IOException {
        try {
            Files.createDirectory(path, attributes(path, PRIVATE));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static void check(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        if (!permissions.equals(PRIVATE) || !isOwn(path)) {
            throw new IOException(path + " is not private to this user: uid=" + uid(path) + ", permissions="
                    + PosixFilePermissions.toString(permissions) + " (remove it)");
        }
    }

    /** True if that cannot be known: outside Linux. */
    private static boolean isOwn(Path path) throws IOException {
        Object own = ownUid();
        return own == null || own.equals(uid(path));
    }

    private static Object uid(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static @Nullable Object ownUid() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
