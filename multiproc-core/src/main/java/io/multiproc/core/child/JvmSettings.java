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
 */
public record JvmSettings(
        List<String> options,
        Map<String, String> environment,
        @Nullable Path directory,
        ProcessOutput output,
        ProcessOutput errorOutput) {

    /** Copies the collections. */
    public JvmSettings {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
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
