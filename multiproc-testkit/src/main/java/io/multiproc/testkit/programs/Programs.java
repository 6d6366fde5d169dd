package io.multiproc.testkit.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Targets of child processes and pool tasks: public static methods, each of which does one thing.
 *
 * <p>A file that a method is given to say that it has got somewhere is complete as soon as it exists.
 */
public final class Programs {

    private static final int MEBIBYTE = 1 << 20;

    private static final long FILE_PERIOD_MILLIS = 5;

    private Programs() {}

    /** Does nothing. */
    public static void returnNormally() {}

    /** Leaves by {@link System#exit}: shutdown hooks run. */
    public static void exitWith(int code) {
        System.exit(code);
    }

    /** Leaves by {@link Runtime#halt}: no shutdown hook runs. */
    public static void haltWith(int code) {
        Runtime.getRuntime().halt(code);
    }

    /** Divides by zero. */
    public static void throwArithmetic() {
        throw new ArithmeticException("/ by zero");
    }

    /** Throws a checked exception with that message. */
    public static void throwChecked(String message) throws IOException {
        throw new IOException(message);
    }

    /** Waits until it is killed or interrupted. */
    public static void sleepForever() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Makes the file, then waits until it is killed or interrupted. */
    public static void sleepForever(Path started) throws IOException, InterruptedException {
        writeText(started, "");
        sleepForever();
    }

    /** Waits until it is killed; an interrupt does not stop it. */
    public static void sleepThroughInterrupts() {
        while (true) {
            try {
                sleepForever();
            } catch (InterruptedException e) {
                // Nobody's wish to end is heard here.
            }
        }
    }

    /** Computes until it is killed; an interrupt does not stop it. */
    public static void loopForever() {
        long n = 0;
        while (n >= 0) {
            n = (n + 1) & Long.MAX_VALUE;
        }
    }

    /**
     * Has a shutdown hook that never ends, so that SIGTERM does not end the process; makes the file when that is so.
     */
    public static void ignoreSigterm(Path started) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(Programs::sleepThroughInterrupts, "endless-hook"));
        sleepForever(started);
    }

    /** Makes the file, then never ends. */
    public static void markThenLoop(Path started) {
        try {
            writeText(started, "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot say that it has begun", e);
        }
        loopForever();
    }

    /**
     * Has a shutdown hook that writes the text, then waits until it is killed; makes the first file when that is so.
     */
    public static void writeTextOnExit(Path started, Path file, String text) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> writeQuietly(file, text), "writing-hook"));
        sleepForever(started);
    }

    private static void writeQuietly(Path file, String text) {
        try {
            writeText(file, text);
        } catch (IOException e) {
            System.err.println(e);
        }
    }

    /** Allocates until the heap is full. */
    public static void exhaustHeap() {
        List<byte[]> hoard = new ArrayList<>();
        while (!hoard.isEmpty() || hoard.add(new byte[MEBIBYTE])) {
            hoard.add(new byte[MEBIBYTE]);
        }
    }

    /** Asks at once for more than any heap has. */
    public static void exhaustHeapAtOnce() {
        System.out.println(new long[Integer.MAX_VALUE].length);
    }

    /** Calls itself until the stack is full. */
    public static void overflowStack() {
        System.out.println(depth(0));
    }

    private static long depth(long n) {
        return n < 0 ? 0 : depth(n + 1) + 1;
    }

    /** Prints that many mebibytes to standard output, in lines. */
    public static void printMany(int megabytes) {
        byte[] line = new byte[128];
        Arrays.fill(line, (byte) 'x');
        line[line.length - 1] = '\n';
        for (long written = 0; written < (long) megabytes * MEBIBYTE; written += line.length) {
            System.out.write(line, 0, line.length);
        }
        System.out.flush();
    }

    /** Prints a line to standard output. */
    public static void print(String line) {
        System.out.println(line);
    }

    /** Sends this process a signal that ends it, and waits for the end. */
    public static void killSelf(int signal) throws IOException, InterruptedException {
        new ProcessBuilder(
                        "/bin/kill",
                        "-" + signal,
                        Long.toString(ProcessHandle.current().pid()))
                .inheritIO()
                .start();
        sleepForever();
    }

    /** Sends this process signals, one after the other, and returns when they are sent, if none of them ends it. */
    public static void signalSelf(int... signals) throws IOException, InterruptedException {
        long pid = ProcessHandle.current().pid();
        String commands = Arrays.stream(signals)
                .mapToObj(signal -> "kill -" + signal + " " + pid)
                .collect(Collectors.joining(" && "));
        int exitCode = new ProcessBuilder("/bin/sh", "-c", commands)
                .inheritIO()
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException("cannot send signals %s: exitCode=%d".formatted(Arrays.toString(signals), exitCode));
        }
    }

    /** Writes the text to the file; nobody sees the file before it is complete. */
    public static void writeText(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes this process's id to the file. */
    public static void writePid(Path file) throws IOException {
        writeText(file, Long.toString(ProcessHandle.current().pid()));
    }

    /** Writes the value of a system property to the file; nothing if it is not set. */
    public static void writeProperty(String name, Path file) throws IOException {
        @Nullable String value = System.getProperty(name);
        writeText(file, value == null ? "" : value);
    }

    /** Reads standard input to its end and writes the number of bytes to the file. */
    public static void countStandardInput(Path file) throws IOException {
        InputStream in = System.in;
        writeText(file, Long.toString(in.readAllBytes().length));
    }

    /** Returns when the file exists. */
    public static void awaitFile(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(FILE_PERIOD_MILLIS);
        }
    }

    /** Returns at once but leaves a thread that is not a daemon, which writes the text after the latch file exists. */
    public static void leaveThreadThatWrites(Path awaited, Path file, String text) {
        new Thread(
                        () -> {
                            while (!Files.exists(awaited)) {
                                Thread.onSpinWait();
                            }
                            writeQuietly(file, text);
                        },
                        "left-behind")
                .start();
    }
}
