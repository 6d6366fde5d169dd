package io.multiproc.bench;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A program that does nothing: starting it shows what a JVM costs before any library comes into play. */
public final class EmptyMain {

    private EmptyMain() {}

    /** Does nothing. */
    public static void main(String[] args) {}

    /** Starts a JVM that runs it, and waits for its end. */
    static void runInFreshJvm() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        home(),
                        EmptyMain.class.getName())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        Expect.equal(process.waitFor(), 0);
    }

    private static String home() {
        try {
            return new File(EmptyMain.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("class path entry is no path", e);
        }
    }
}
