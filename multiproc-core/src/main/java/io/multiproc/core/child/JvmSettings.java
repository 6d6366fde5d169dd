package io.multiproc.core.child;

import io.multiproc.process.ProcessOutput;
import io.multiproc.process.ProcessSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
 * @param siblings how many like it are to fit into memory together, if nobody says how large their heaps are; 0: it is
 *     alone
 */
public record JvmSettings(
        List<String> options,
        Map<String, String> environment,
        @Nullable Path directory,
        ProcessOutput output,
        ProcessOutput errorOutput,
        List<Path> classPath,
        int siblings) {

    private static final String DEBUGGER = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0";

    /** What loads the debugger's agent: a JVM that is to load it twice does not start. */
    private static final Pattern ANY_DEBUGGER =
            Pattern.compile("-agentlib:jdwp(=.*)?|-agentpath:.*jdwp\\.(so|dylib|dll)(=.*)?|-Xrunjdwp(:.*)?|-Xdebug");

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

    /** The same, but it waits for a debugger at a port that it chooses and prints, and at no other. */
    public JvmSettings debugged() {
        List<String> others = new ArrayList<>(options);
        others.removeIf(option -> ANY_DEBUGGER.matcher(option).matches());
        others.add(DEBUGGER);
        return new JvmSettings(others, environment, directory, output, errorOutput, classPath, siblings);
    }

    /** Whether somebody has to see what it prints first: at which port it waits for a debugger. */
    public boolean isDebugged() {
        return options.contains(DEBUGGER);
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
