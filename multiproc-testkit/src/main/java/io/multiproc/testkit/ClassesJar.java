package io.multiproc.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar of what is in a directory of classes, beside it in {@code class-jars}; made again when a file has changed. */
final class ClassesJar {

    private ClassesJar() {}

    static Path of(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            List<Path> files;
            try (Stream<Path> all = Files.walk(absolute)) {
                files = all.filter(Files::isRegularFile).sorted().toList();
            }
            Path folder = Files.createDirectories(absolute.resolveSibling("class-jars"));
            String name = "%s-%s-%08x.jar"
                    .formatted(
                            absolute.resolve("../..").normalize().getFileName(),
                            absolute.getFileName(),
                            state(absolute, files));
            Path jar = folder.resolve(name);
            if (!Files.exists(jar)) {
                Path unfinished = Files.createTempFile(folder, name, ".part");
                write(unfinished, absolute, files);
                Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put into a jar: " + absolute, e);
        }
    }

    /** Changes with the name, size or time of any file. */
    private static long state(Path directory, List<Path> files) throws IOException {
        CRC32 sum = new CRC32();
        for (Path file : files) {
            String line = directory.relativize(file) + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
            sum.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return sum.getValue();
    }

    /** Uncompressed: read at each start of a child, written once. */
    private static void write(Path jar, Path directory, List<Path> files) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (Path each : files) {
                out.putNextEntry(new ZipEntry(directory.relativize(each).toString()));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }
}
