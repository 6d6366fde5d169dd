package io.multiproc.core.spawn.output;

import io.multiproc.process.ProcessOutput;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Says at which port a JVM waits for a debugger, if its output goes to a file or nowhere: what it prints is read on its
 * way there. Used by the one thread that reads.
 */
final class DebuggerPort implements Consumer<CharSequence> {

    /** How a JVM begins to say so. */
    private static final String WORDS = "Listening for transport ";

    /** The one that leaves each byte as it is. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private final LinePrinter errors;
    private boolean told;

    private DebuggerPort(String name) {
        this.errors = new LinePrinter(() -> System.err, "[" + name + "] ", line -> {});
    }

    /**
     * Reads what the process prints, brings it where it is to go, and says the port on this process's standard error.
     *
     * @throws IOException if the file of its output cannot be opened
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits until the file is closed
    static OutputForwarder tell(Process process, ProcessOutput output, String name) throws IOException {
        PrintStream target = output.file().isEmpty()
                ? new PrintStream(OutputStream.nullOutputStream(), false, BYTES)
                : new PrintStream(
                        new FileOutputStream(output.file().orElseThrow().toFile(), true), false, BYTES);
        LinePrinter printer = new LinePrinter(() -> target, "", new DebuggerPort(name));
        OutputForwarder forwarder =
                OutputForwarder.start(name + "-out", OutputPipe.ofOutput(process), new LineSplitter(BYTES, printer));
        forwarder.ended().thenRun(target::close);
        return forwarder;
    }

    @Override
    public void accept(CharSequence line) {
        if (!told && WORDS.contentEquals(line.subSequence(0, Math.min(line.length(), WORDS.length())))) {
            told = true; // a task may print the same
            errors.add(line);
            errors.print();
        }
    }
}
