package io.multiproc.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a process is to be started with; an immutable value, each method gives a changed copy.
 *
 * <pre>{@code
 * final class Downloader extends ChildProcess {
 *     Downloader() {
 *         super(ProcessSettings.defaults().name("downloader").daemon(true));
 *     }
 * }
 * }</pre>
 *
 * <p>A process whose target is a function is described with {@link ChildProcess.Builder}, which has the same methods.
 */
public final class ProcessSettings {

    private static final ProcessSettings DEFAULTS = new ProcessSettings();

    private @Nullable String name;
    private @Nullable Boolean daemon;
    private @Nullable StartMethod startMethod;
    private byte @Nullable [] authkey;
    private @Nullable Path directory;
    private List<String> jvmOptions = List.of();
    private Map<String, String> environment = Map.of();

    private ProcessSettings() {}

    private ProcessSettings(ProcessSettings from) {
        name = from.name;
        daemon = from.daemon;
        startMethod = from.startMethod;
        authkey = from.authkey;
        directory = from.directory;
        jvmOptions = from.jvmOptions;
        environment = from.environment;
    }

    /** The settings of a process about which nothing was said. */
    public static ProcessSettings defaults() {
        return DEFAULTS;
    }

    /** The process's name, which need not be unique; without it one is made from its position, such as {@code Process-1}. */
    public ProcessSettings name(String name) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.name = Objects.requireNonNull(name, "name");
        return changed;
    }

    /** Whether it is terminated when this process ends, and may have no children; without it, as this process is. */
    public ProcessSettings daemon(boolean daemon) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.daemon = daemon;
        return changed;
    }

    /** How it is started; without it, by the method that is the default when it is started. */
    public ProcessSettings startMethod(StartMethod startMethod) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.startMethod = Objects.requireNonNull(startMethod, "startMethod");
        return changed;
    }

    /**
     * The key with which the process proves itself to listeners and managers; without it, this process's own.
     *
     * @param authkey copied; may be empty
     */
    public ProcessSettings authkey(byte[] authkey) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.authkey = authkey.clone();
        return changed;
    }

    /** Options for its JVM, such as {@code -Xmx256m}, after those taken over from this process; {@code thread} ignores them. */
    public ProcessSettings jvmOptions(String... options) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.jvmOptions = List.of(options);
        return changed;
    }

    /** A variable of its environment, added to those of this process; {@code thread} ignores it. */
    public ProcessSettings environment(String variable, String value) {
        Objects.requireNonNull(value, "value");
        if (variable.isEmpty() || variable.indexOf('=') >= 0 || variable.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name of an environment variable: '" + variable + "'");
        }
        TreeMap<String, String> merged = new TreeMap<>(environment);
        merged.put(variable, value);
        ProcessSettings changed = new ProcessSettings(this);
        changed.environment = Map.copyOf(merged);
        return changed;
    }

    /** Its working directory, which must exist when it is started; without it, this process's. {@code thread} ignores it. */
    public ProcessSettings directory(Path directory) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.directory = Objects.requireNonNull(directory, "directory");
        return changed;
    }

    /** The name, if one was given. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** The daemon flag, if one was given. */
    public Optional<Boolean> daemon() {
        return Optional.ofNullable(daemon);
    }

    /** The start method, if one was given. */
    public Optional<StartMethod> startMethod() {
        return Optional.ofNullable(startMethod);
    }

    /** A copy of the key, if one was given. */
    public Optional<byte[]> authkey() {
        return Optional.ofNullable(authkey).map(byte[]::clone);
    }

    /** The options of its JVM. */
    public List<String> jvmOptions() {
        return jvmOptions;
    }

    /** The variables that its environment has besides this process's. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The working directory, if one was given. */
    public Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }
}
