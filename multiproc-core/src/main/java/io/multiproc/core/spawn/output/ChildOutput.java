package io.multiproc.core.spawn.output;

import io.multiproc.core.child.JvmSettings;
import io.multiproc.process.ProcessOutput;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The output of one child: where it goes, and the threads that forward it if that is asked for. */
public final class ChildOutput {

    private final List<OutputForwarder> forwarders;
    private final LastLines lastErrorLines;

    private ChildOutput(List<OutputForwarder> forwarders, LastLines lastErrorLines) {
        this.forwarders = forwarders;
        this.lastErrorLines = lastErrorLines;
    }

    /** Directs the output of the process to be. */
    public static void redirect(ProcessBuilder builder, JvmSettings jvm) {
        builder.redirectOutput(hidesPort(jvm) ? Redirect.PIPE : target(jvm.output()));
        Path file = jvm.output().file().orElse(null);
        if (file != null && file.equals(jvm.errorOutput().file().orElse(null))) {
            builder.redirectErrorStream(true); // opened twice, each would overwrite what the other has written
        } else {
            builder.redirectError(target(jvm.errorOutput()));
        }
    }

    /** Whether nobody would see at which port it waits for a debugger. */
    private static boolean hidesPort(JvmSettings jvm) {
        ProcessOutput.Kind kind = jvm.output().kind();
        return jvm.isDebugged() && (kind == ProcessOutput.Kind.APPENDED || kind == ProcessOutput.Kind.DISCARDED);
    }

    private static Redirect target(ProcessOutput output) {
        return switch (output.kind()) {
            case INHERITED -> Redirect.INHERIT;
            case FORWARDED -> Redirect.PIPE;
            case TO_FILE -> Redirect.to(output.file().orElseThrow().toFile());
            case APPENDED -> Redirect.appendTo(output.file().orElseThrow().toFile());
            case DISCARDED -> Redirect.DISCARD;
        };
    }

    /**
     * Begins to forward what is to be forwarded of the process that was started.
     *
     * @throws IOException if its output cannot be brought where it is to go
     */
    public static ChildOutput begin(Process process, JvmSettings jvm, String name) throws IOException {
        List<OutputForwarder> forwarders = new ArrayList<>();
        LastLines lastErrorLines = new LastLines();
        if (hidesPort(jvm)) {
            forwarders.add(DebuggerPort.tell(process, jvm.output(), name));
        }
        if (jvm.output().kind() == ProcessOutput.Kind.FORWARDED) {
            forwarders.add(OutputForwarder.start(
                    name + "-out",
                    OutputPipe.ofOutput(process),
                    new LineSplitter(
                            OutputEncoding.ofOutput(jvm.options()),
                            new LinePrinter(() -> System.out, prefix(jvm.output(), name), line -> {}))));
        }
        if (jvm.errorOutput().kind() == ProcessOutput.Kind.FORWARDED) {
            forwarders.add(OutputForwarder.start(
                    name + "-err",
                    OutputPipe.ofError(process),
                    new LineSplitter(
                            OutputEncoding.ofError(jvm.options()),
                            new LinePrinter(() -> System.err, prefix(jvm.errorOutput(), name), lastErrorLines::add))));
        }
        return new ChildOutput(List.copyOf(forwarders), lastErrorLines);
    }

    private static String prefix(ProcessOutput output, String name) {
        return output.prefix().orElse("[" + name + "] ");
    }

    /** The last lines of its standard error, if that is forwarded. */
    public List<String> lastErrorLines() {
        return lastErrorLines.get();
    }

    /**
     * After the process's end: completed when all that it wrote has been printed, or nothing more is to be expected.
     */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(
                forwarders.stream().map(OutputForwarder::settled).toArray(CompletableFuture[]::new));
    }
}
