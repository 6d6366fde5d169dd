package io.multiproc.core.child;

import io.multiproc.process.ProcessOutput;
import io.multiproc.process.ProcessSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a child's JVM differs from its parent's.
 *
 * @param options its options, after the inherited ones
 * @param environment variables besides the inherited ones
 * @param directory its working directory, or null for the parent's
 * @param output where its standard output goes
 * @param errorOutput where its standard error goes
 * @param classPath what it has on its class path besides the inherited entries
 * @param siblings how many like it are to fit into memory together, if nobody says how large their heaps are; 0: it is alone
 */
public record JvmSettings(
        List<String> options,
        Map<String, String> environment,
        @Nullable Path directory,
        ProcessOutput output,
        ProcessOutput errorOutput,
        List<Path> classPath,
        int siblings) {

    /** Copies the collections. */
    public JvmSettings {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
        classPath = List.copyOf(classPath);
    }

    /** One with the parent's class path. */
    public JvmSettings(
            List<String> options,
            Map<String, String> environment,
            @Nullable Path directory,
            ProcessOutput output,
            ProcessOutput errorOutput) {
        this(options, environment, directory, output, errorOutput, List.of(), 0);
    }

    /** The same with these entries at the end of its class path. */
    public JvmSettings withClassPath(List<Path> entries) {
        return new JvmSettings(options, environment, directory, output, errorOutput, entries, siblings);
    }

    /** The same for one of that many. */
    public JvmSettings withSiblings(int number) {
        return new JvmSettings(options, environment, directory, output, errorOutput, classPath, number);
    }

    /** Whether its options ask for a flight recording. */
    public boolean isRecorded() {
        return options.stream().anyMatch(option -> option.startsWith("-XX:StartFlightRecording"));
    }

    /** What a program said about a process. */
    public static JvmSettings of(ProcessSettings settings) {
        return new JvmSettings(
                settings.jvmOptions(),
                settings.environment(),
                settings.directory().orElse(null),
                settings.output(),
                settings.errorOutput());
    }

    /** A JVM like its parent's. */
    public static JvmSettings alike() {
        return new JvmSettings(List.of(), Map.of(), null, ProcessOutput.inherit(), ProcessOutput.inherit());
    }
}
