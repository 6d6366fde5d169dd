package io.multiproc.ipc.memory;

import io.multiproc.ipc.rundir.PrivateDirectory;
import io.multiproc.ipc.thread.NamedThreads;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Maps files. A thread may be interrupted before or meanwhile, which would close a channel: it keeps its status, and
 * gets the mapping all the same.
 */
public final class FileMapping {

    private FileMapping() {}

    /**
     * Makes a file of zeros that only this user can read and write, and maps it. Leaves none behind if that fails.
     *
     * @param filled whether the memory is there from now on: else it is found lacking when it is written to, which is a
     *     crash for most
     * @throws FileAlreadyExistsException if there is one
     */
    public static ByteBuffer create(Path path, long size, boolean filled) throws IOException {
        PrivateDirectory.newFile(path);
        try {
            if (filled) {
                fill(path, Math.toIntExact(size));
            } else {
                stretch(path, size);
            }
            return of(path);
        } catch (IOException | RuntimeException | Error e) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * Maps a file, in the byte order of the machine.
     *
     * @throws NoSuchFileException if there is none
     */
    public static ByteBuffer of(Path path) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    return file.map(FileChannel.MapMode.READ_WRITE, 0, file.size())
                            .order(ByteOrder.nativeOrder());
                } catch (ClosedByInterruptException e) {
                    interrupted = true; // once more, with the status cleared
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Maps a part of an open file, on a thread that nobody interrupts: the file may have no name any more by which it
     * could be opened again.
     */
    static ByteBuffer part(RandomAccessFile file, long offset, long length) throws IOException {
        FutureTask<ByteBuffer> mapping =
                new FutureTask<>(() -> file.getChannel().map(FileChannel.MapMode.READ_WRITE, offset, length));
        NamedThreads.oneForEach("multiproc-mapper").execute(mapping);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return mapping.get();
                } catch (InterruptedException e) {
                    interrupted = true; // it does not take long
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(
                    "cannot map a file: offset=" + offset + ", length=" + length + ": " + e.getCause(), e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** By a stream, which no interrupt closes. */
    private static void fill(Path path, int size) throws IOException {
        try (OutputStream out = new FileOutputStream(path.toFile())) {
            out.write(new byte[size]);
        }
    }

    private static void stretch(Path path, long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
    }
}
