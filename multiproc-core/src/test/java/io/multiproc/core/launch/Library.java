package io.multiproc.core.launch;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a program needs to run, taken from the class path of the tests. */
public final class Library {

    private static final Pattern WANTED = Pattern.compile(
            ".*(multiproc-(api|ipc|core)[/\\\\]target[/\\\\]classes|multiproc-(api|ipc|core)-(?!test-)[^/]*\\.jar|kryo5-[^/]*\\.jar|jna-[^/]*\\.jar|netty-[^/]*\\.jar)");

    private Library() {}

    /** The multiproc modules and the libraries below them: directories and jars. */
    public static List<Path> elements() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(element -> WANTED.matcher(element).matches())
                .map(element -> Path.of(element).toAbsolutePath())
                .toList();
    }

    /** The one of them that holds the core. */
    static Path core() {
        return elements().stream()
                .filter(element -> element.endsWith("multiproc-core/target/classes")
                        || element.getFileName().toString().startsWith("multiproc-core-"))
                .findFirst()
                .orElseThrow();
    }

    /** Makes a jar of an element. */
    public static Path copy(Path element, Path jar) throws IOException {
        return Files.isDirectory(element) ? jarOfDirectory(jar, element) : Files.copy(element, jar);
    }

    /** As a class path, after the given elements. */
    public static String classPath(Path... first) {
        return join(Stream.concat(Stream.of(first), elements().stream()));
    }

    public static String join(Stream<?> elements) {
        return String.join(File.pathSeparator, elements.map(Object::toString).toList());
    }

    /** A directory that holds the classes and nothing else of the tests. */
    public static Path directoryOf(Path directory, Class<?>... classes) throws IOException {
        for (Class<?> each : classes) {
            Path target = directory.resolve(fileName(each));
            Files.createDirectories(target.getParent());
            Files.write(target, bytes(each));
        }
        return directory;
    }

    /** A jar of the classes, with lines for its manifest given as names and values. */
    public static Path jarOf(Path jar, List<String> namesAndValues, Class<?>... classes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            manifest.getMainAttributes().putValue(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Class<?> each : classes) {
                out.putNextEntry(new JarEntry(fileName(each)));
                out.write(bytes(each));
                out.closeEntry();
            }
        }
        return jar;
    }

    /** A jar of all files of a directory. */
    public static Path jarOfDirectory(Path jar, Path directory) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(directory.relativize(each).toString()));
                out.write(Files.readAllBytes(each));
                out.closeEntry();
            }
        }
        return jar;
    }

    private static String fileName(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] bytes(Class<?> type) {
        try (var in = type.getClassLoader().getResourceAsStream(fileName(type))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
