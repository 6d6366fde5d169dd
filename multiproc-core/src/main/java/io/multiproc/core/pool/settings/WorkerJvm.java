package io.multiproc.core.pool.settings;

import io.multiproc.core.child.JvmSettings;
import io.multiproc.process.ProcessOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the JVMs of workers are to differ from this one, as a builder is told bit by bit. */
public final class WorkerJvm {

    private static final long LEAST_HEAP = 2L << 20;

    private List<String> options = List.of();
    private List<Path> classPath = List.of();
    private long heap;
    private ProcessOutput output = ProcessOutput.inherit();
    private ProcessOutput errorOutput = ProcessOutput.inherit();

    public void options(String... all) {
        this.options = List.of(all);
    }

    public void classPath(Path... entries) {
        this.classPath = List.of(entries);
    }

    public void heap(long bytes) {
        this.heap = Checks.atLeast(LEAST_HEAP, "heap", bytes);
    }

    public void output(ProcessOutput both) {
        this.output = shareable(both);
        this.errorOutput = both;
    }

    public void errorOutput(ProcessOutput other) {
        this.errorOutput = shareable(other);
    }

    private static ProcessOutput shareable(ProcessOutput output) {
        if (output.kind() == ProcessOutput.Kind.TO_FILE) {
            throw new IllegalArgumentException(
                    "the workers of a pool cannot share this output: each would empty the file: " + output
                            + " (use ProcessOutput.appendTo)");
        }
        return output;
    }

    /** The program's options come last: they win over the heap that is chosen here. */
    public JvmSettings settings() {
        List<String> all = new ArrayList<>();
        if (heap > 0) {
            all.add("-Xmx" + heap);
        }
        all.addAll(options);
        return new JvmSettings(all, Map.of(), null, output, errorOutput).withClassPath(classPath);
    }
}
