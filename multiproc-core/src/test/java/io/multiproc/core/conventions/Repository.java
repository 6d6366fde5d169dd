package io.multiproc.core.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the checkout in which the tests run. */
final class Repository {

    static final Path ROOT = root();

    private Repository() {}

    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/parity.md"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("no docs/parity.md above the working directory: directory="
                        + Path.of("").toAbsolutePath());
            }
        }
        return directory;
    }

    static String read(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }

    /** The Java files below {@code src/main} of all modules. */
    static List<Path> mainSources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(sources -> below(sources, ".java"))
                    .sorted()
                    .toList();
        }
    }

    /** The documents at the root and below {@code docs}. */
    static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT)) {
            Stream<Path> atRoot = top.filter(file -> file.toString().endsWith(".md"));
            return Stream.concat(atRoot, below(ROOT.resolve("docs"), ".md"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> below(Path directory, String ending) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list files: directory=" + directory, e);
        }
    }
}
