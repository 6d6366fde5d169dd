package io.multiproc.core.output;

import io.multiproc.testkit.programs.Programs;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Targets of child processes that print. */
final class Printing {

    static final String FOREIGN = "ä€\uD83D\uDE00";

    private Printing() {}

    static void both() {
        System.out.println("to output");
        System.err.println("to error");
    }

    static void withoutEnd() {
        System.out.print("first\nlast");
        System.out.flush();
    }

    static void longLine(int length) {
        System.out.println("x".repeat(length));
        System.out.println("short");
    }

    static void foreign() {
        System.out.println(FOREIGN);
    }

    static void halfALine(String started) throws Exception {
        System.out.print("half a line");
        System.out.flush();
        Programs.sleepForever(Path.of(started));
    }

    /** Leaves a shell behind that has the output open, and prints when the file is there. */
    static void leaveShell(String go) throws IOException {
        System.out.print("child");
        System.out.flush();
        new ProcessBuilder("/bin/sh", "-c", "while [ ! -e '" + go + "' ]; do sleep 0.05; done; echo late")
                .inheritIO()
                .start();
    }

    static void manyLines(String gate, int lines) throws IOException {
        Programs.writePid(Path.of(gate + "." + ProcessHandle.current().pid()));
        while (!Files.exists(Path.of(gate))) {
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
        String name = io.multiproc.Multiprocessing.currentProcess().name();
        for (int i = 0; i < lines; i++) {
            System.out.println(name + " line " + i + " " + "-".repeat(100) + ".");
        }
    }

    /** Prints before and after its parent is killed. */
    static void outliveParent(String folder) throws Exception {
        System.out.println("alive");
        Programs.writePid(Path.of(folder, "child"));
        io.multiproc.Multiprocessing.parentProcess().orElseThrow().join();
        for (int i = 0; i < 10_000; i++) {
            System.out.println("nobody reads this line");
        }
        Programs.writeText(Path.of(folder, "survived"), "" + System.out.checkError());
    }

    static void loseStream(String stream, boolean close, String file) throws IOException {
        if (close) {
            (stream.equals("out") ? System.out : System.err).close();
        } else if (stream.equals("out")) {
            System.setOut(null);
        } else {
            System.setErr(null);
        }
        Programs.writeText(Path.of(file), "set");
    }

    static void set(String file) throws IOException {
        Programs.writeText(Path.of(file), "set");
    }

    static void divideWithErrorsInFile(String file) throws IOException {
        System.setErr(new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(file)), false, StandardCharsets.UTF_8));
        int zero = file.indexOf('\0') + 1;
        System.out.println(1 / zero);
    }
}
