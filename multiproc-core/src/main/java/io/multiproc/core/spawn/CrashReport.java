package io.multiproc.core.spawn;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the report that HotSpot writes when native code brings it down. */
final class CrashReport {

    private static final String FILE_OPTION = "-XX:ErrorFile=";
    private static final int MOST_LINES = 32;

    private final Path directory;
    private final @Nullable String pattern;

    /**
     * The report of a JVM with these options in that working directory.
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

    /** The file's first lines, without the empty comment lines; null if there is no such file. */
    @Nullable
    String head(long pid) {
        Optional<Path> file = candidates(pid).filter(Files::isRegularFile).findFirst();
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

    private static String read(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return reader.lines()
                    .map(line -> line.startsWith("#") ? line.substring(1).trim() : line)
                    .filter(line -> !line.isBlank())
                    .limit(MOST_LINES)
                    .collect(Collectors.joining("\n", "(" + file.toAbsolutePath() + ")\n", ""));
        } catch (IOException e) {
            System.getLogger(CrashReport.class.getName()).log(Level.DEBUG, "cannot read " + file, e);
            return "(cannot read " + file + ": " + e.getMessage() + ")";
        }
    }
}
