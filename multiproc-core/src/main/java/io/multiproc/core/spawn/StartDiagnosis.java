package io.multiproc.core.spawn;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.ipc.thread.NamedThreads;
import io.multiproc.process.ProcessStartException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Finds out why a child ended before it connected, in its own words.
 *
 * <p>A child writes to the same output as its parent, so nobody has kept its words. The command is therefore run a
 * second time, without a key and with its output in a file: what keeps a JVM from starting (an option, a class path, a
 * limit) keeps it again. It is not a retry: without a key the second one ends before the program's code.
 */
final class StartDiagnosis {

    private static final int PATIENCE_SECONDS = 20;
    private static final int MOST_CHARS = 1000;

    private StartDiagnosis() {}

    static void run(
            String name,
            ProcessBuilder builder,
            ExitStatus status,
            ChildLauncher.StartFiles files,
            CompletableFuture<Void> started) {
        List<String> command = List.copyOf(builder.command());
        Function<String, ProcessStartException> failure = words -> new ProcessStartException(
                "process " + name + " ended before it connected: " + status.inWords() + ", its own words: " + words
                        + "\ncommand: " + shortened(String.join(" ", command)) + status.hint(),
                command,
                status.code(),
                null);
        Thread thread = NamedThreads.daemon(
                "multiproc-start-diagnosis", () -> started.completeExceptionally(failure.apply(words(builder, files))));
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // no thread is left
            started.completeExceptionally(failure.apply("(cannot be had: " + e.getMessage() + ")"));
        }
    }

    private static String words(ProcessBuilder builder, ChildLauncher.StartFiles files) {
        try {
            Files.deleteIfExists(files.ticket());
            Files.createFile(files.ticket());
            builder.command(withoutWaiting(builder.command()));
            Process second = builder.redirectInput(files.ticket().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(files.output().toFile()))
                    .start();
            if (!second.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                second.destroyForcibly().waitFor();
            }
            String text =
                    Files.readString(files.output(), Charset.defaultCharset()).trim();
            if (text.contains(SpawnMain.NO_PARENT)) {
                return "(none: the same command started well a second time)";
            }
            return text.isEmpty() ? "(none)" : shortened(text);
        } catch (IOException | RuntimeException | Error e) { // somebody waits for an answer, whatever it is
            return "(cannot be had: " + e.getMessage() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "(interrupted)";
        }
    }

    /** Nobody attaches a debugger to this one. */
    private static List<String> withoutWaiting(List<String> command) {
        return command.stream()
                .map(option -> ChildLauncher.waitsForDebugger(option) ? option + ",suspend=n" : option)
                .toList();
    }

    static String shortened(String text) {
        int half = MOST_CHARS / 2;
        return text.length() <= MOST_CHARS
                ? text
                : text.substring(0, half) + " ... (" + (text.length() - MOST_CHARS) + " characters) ... "
                        + text.substring(text.length() - half);
    }
}
