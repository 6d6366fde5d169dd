package io.multiproc.core.spawn;

import io.multiproc.ipc.rundir.PrivateDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the report that HotSpot writes when native code brings it down. */
final class CrashReport {

    private static final String FILE_OPTION = "-XX:ErrorFile=";
    private static final int MOST_LINES = 32;

    /** File systems tell times by clocks, and in steps, of their own. */
    private static final Duration STEP = Duration.ofSeconds(2);

    private final Path directory;
    private final @Nullable String pattern;
    private final Instant earliest = Instant.now().minus(STEP);

    /**
     * The report of a JVM with these options in that working directory, which is about to be started.
     *
     * @param directory null for this process's own
     */
    CrashReport(List<String> options, @Nullable Path directory) {
        this.directory = directory == null ? Path.of("") : directory;
        this.pattern = options.stream()
                .filter(option -> option.startsWith(FILE_OPTION))
                .map(option -> option.substring(FILE_OPTION.length()))
                .reduce((first, last) -> last)
                .orElse(null);
    }

    /** The file's first lines, without the empty comment lines; null if there is no such file of that process. */
    @Nullable
    String head(long pid) {
        Optional<Path> file = candidates(pid).filter(this::isOfThisProcess).findFirst();
        return file.isEmpty() ? null : read(file.get());
    }

    /** In the order in which HotSpot tries them. */
    private Stream<Path> candidates(long pid) {
        Stream<Path> usual =
                Stream.of(directory.resolve("hs_err_pid" + pid + ".log"), Path.of("/tmp", "hs_err_pid" + pid + ".log"));
        return pattern == null
                ? usual
                : Stream.concat(Stream.of(directory.resolve(pattern.replace("%p", String.valueOf(pid)))), usual);
    }

    /**
     * Others may put a file of that name into {@code /tmp}, and one may be left of an earlier process with that number.
     */
    private boolean isOfThisProcess(Path file) {
        try {
            FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
            return PrivateDirectory.isOfThisUser(file) && written.toInstant().isAfter(earliest);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            log("not taken for the report of a crash: " + file, e);
            return false;
        }
    }

    private static void log(String what, IOException reason) {
        System.getLogger(CrashReport.class.getName()).log(Level.DEBUG, what, reason);
    }

    private static String read(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return reader.lines()
                    .map(line -> line.startsWith("#") ? line.substring(1).trim() : line)
                    .filter(line -> !line.isBlank())
                    .limit(MOST_LINES)
                    .collect(Collectors.joining("\n", "(" + file.toAbsolutePath() + ")\n", ""));
        } catch (IOException e) {
            log("cannot read " + file, e);
            return "(cannot read " + file + ": " + e.getMessage() + ")";
        }
    }
}
