package io.multiproc.core.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The standard output of this process, where that is a file: what it and all others have written there. */
final class OwnOutput {

    private static final Path FILE = Path.of("/proc/self/fd/1");

    private OwnOutput() {}

    /** How much there is by now. */
    static int size() throws IOException {
        return Files.readAllBytes(FILE).length;
    }

    /** What has come after that much. */
    static String since(int size) throws IOException {
        byte[] all = Files.readAllBytes(FILE);
        return new String(all, size, all.length - size, StandardCharsets.UTF_8);
    }

    /** Returns when this has come after that much. */
    static void await(String text, int size) throws IOException, InterruptedException {
        while (!since(size).contains(text)) {
            Thread.sleep(5);
        }
    }
}
