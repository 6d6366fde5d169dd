package io.multiproc.core.spawn.cache;

import io.multiproc.ipc.rundir.PrivateDirectory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** Where a training puts its files; on the file system of the cache, so that a rename publishes the archive. */
final class Workplace implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Workplace.class.getName());

    private final Path directory;

    private Workplace(Path directory) {
        this.directory = directory;
    }

    /**
     * A new directory in the cache.
     *
     * @param runDirectory this process's; its name tells others whether the process is alive
     */
    static Workplace in(CacheFolder folder, Path runDirectory) throws IOException {
        Path name = Objects.requireNonNull(runDirectory.getFileName(), "name of the run directory");
        return new Workplace(PrivateDirectory.of(folder.path().resolve(name)));
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    Path archive() {
        return file("archive.jsa");
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        remove(directory);
    }

    /** Removes the directory of a training, this one's or one whose process is dead. */
    static void remove(Path directory) {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        } catch (NoSuchFileException e) {
            LOG.log(Level.TRACE, "removed before: {0}", directory);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "left to the next program: " + directory, e);
        }
    }
}
