package io.multiproc.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the threads of another JVM are doing, as told by {@code jcmd} of the running JDK. */
final class ThreadDump {

    private static final int TIME_LIMIT_SECONDS = 30;
    private static final int MAX_CHARS = 20_000;

    private ThreadDump() {}

    /** The dump under a heading, or a line that says why there is none. */
    static String of(ProcessHandle process) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String heading = "threads of process %d:%n".formatted(process.pid());
        if (!Files.isExecutable(jcmd)) {
            return heading + "    no jcmd in this Java installation%n".formatted();
        }
        if (!process.info().command().orElse("").endsWith("java")) {
            return heading + "    not a JVM%n".formatted();
        }
        try {
            return heading + run(List.of(jcmd.toString(), Long.toString(process.pid()), "Thread.print"));
        } catch (IOException e) {
            return heading + "    %s%n".formatted(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return heading + "    interrupted%n".formatted();
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("thread-dump", ".txt");
        try {
            Process jcmd = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!jcmd.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                jcmd.destroyForcibly();
                return "    no answer in %d s%n".formatted(TIME_LIMIT_SECONDS);
            }
            String text = Files.readString(output);
            return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…%n".formatted();
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Removes the socket that a JVM makes for {@code jcmd} and leaves there when it is killed. */
    static void cleanUp(ProcessHandle process) {
        try {
            Files.deleteIfExists(Path.of("/tmp", ".java_pid" + process.pid()));
        } catch (IOException e) {
            // Only tidiness is lost.
        }
    }
}
