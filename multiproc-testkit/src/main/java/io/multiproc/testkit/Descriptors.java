package io.multiproc.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files, sockets and selectors that this process has open. */
public final class Descriptors {

    private Descriptors() {}

    /** How many there are; 0 where the operating system does not tell. */
    public static int count() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    /** What they are, in order of their numbers as texts; for messages. */
    public static List<String> describe() throws IOException {
        List<String> targets = new ArrayList<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open.sorted().toList()) {
                if (Files.isSymbolicLink(descriptor)) { // the listing's own is gone
                    targets.add(descriptor.getFileName() + " " + Files.readSymbolicLink(descriptor));
                }
            }
        }
        return targets;
    }
}
