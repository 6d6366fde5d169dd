package io.multiproc.bench;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that does next to nothing: it shows what a JVM costs before any library comes into play. */
public final class EmptyMain {

    /** A JVM that has just begun to run is still busy with itself. */
    private static final long SETTLE_MILLIS = 100;

    private EmptyMain() {}

    /** Without arguments does nothing; else says that it runs, and ends when its standard input does. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            System.out.write('\n');
            System.out.flush();
            int read;
            do {
                read = System.in.read();
            } while (read >= 0);
        }
    }

    /** Starts a JVM that runs it, and waits for its end. */
    static void runInFreshJvm() throws IOException, InterruptedException {
        Process process = jvm().redirectOutput(Redirect.DISCARD).start();
        Expect.equal(process.waitFor(), 0);
    }

    /** Milliseconds that a JVM takes to end which runs, has nothing more to do, and is told so. */
    static double endOfIdleJvm() throws IOException, InterruptedException {
        Process process = jvm("wait").start();
        Expect.equal(process.getInputStream().read(), (int) '\n');
        Thread.sleep(SETTLE_MILLIS);
        Stopwatch watch = Stopwatch.start();
        process.getOutputStream().close();
        Expect.equal(process.waitFor(), 0);
        return watch.millis();
    }

    private static ProcessBuilder jvm(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                home(),
                EmptyMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(Redirect.DISCARD);
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
