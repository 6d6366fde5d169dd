package io.multiproc.core.spawn.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What JVMs say they have loaded, put together; in the form that the JVM writes and reads. */
final class ClassList {

    private final Set<String> lines = new LinkedHashSet<>();

    private ClassList() {}

    /** One list of several. */
    static ClassList of(List<Path> files) throws IOException {
        ClassList list = new ClassList();
        for (Path file : files) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                list.add(line);
            }
        }
        return list;
    }

    void write(Path file) throws IOException {
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    /** Numbers of classes hold within one list; only classes of other class loaders, which are left out, need them. */
    private void add(String line) {
        if (!line.startsWith("#") && !line.contains(" source: ")) {
            int number = line.startsWith("@") ? -1 : line.indexOf(" id: ");
            lines.add(number < 0 ? line : line.substring(0, number));
        }
    }
}
