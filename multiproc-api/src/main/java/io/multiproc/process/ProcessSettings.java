package io.multiproc.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
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
    private ProcessOutput output = ProcessOutput.inherit();
    private ProcessOutput errorOutput = ProcessOutput.inherit();
    private boolean forwardsLogs;
    private @Nullable Level forwardedLevel;

    private ProcessSettings() {}

    private ProcessSettings(ProcessSettings from) {
        name = from.name;
        daemon = from.daemon;
        startMethod = from.startMethod;
        authkey = from.authkey;
        directory = from.directory;
        jvmOptions = from.jvmOptions;
        environment = from.environment;
        output = from.output;
        errorOutput = from.errorOutput;
        forwardsLogs = from.forwardsLogs;
        forwardedLevel = from.forwardedLevel;
    }

    /** The settings of a process about which nothing was said. */
    public static ProcessSettings defaults() {
        return DEFAULTS;
    }

    /**
     * The process's name, which need not be unique; without it one is made from its position, such as
     * {@code Process-1}.
     */
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
     * The key that the process shares with its family, see {@link ProcessInfo#authkey}; without it, this process's own.
     *
     * @param authkey copied; may be empty
     */
    public ProcessSettings authkey(byte[] authkey) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.authkey = authkey.clone();
        return changed;
    }

    /**
     * Options for its JVM, such as {@code -Xmx256m}, after those taken over from this process; {@code thread} ignores
     * them.
     */
    public ProcessSettings jvmOptions(String... options) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.jvmOptions = List.of(options);
        return changed;
    }

    /**
     * A variable of its environment, added to those of this process; {@code thread} ignores it.
     *
     * @throws IllegalArgumentException if the name is empty or has a {@code =}, or one of the two has a NUL
     */
    public ProcessSettings environment(String variable, String value) {
        Objects.requireNonNull(value, "value");
        if (variable.isEmpty() || variable.indexOf('=') >= 0 || variable.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name of an environment variable: '" + variable + "'");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the value of environment variable " + variable + " has a NUL at index "
                    + value.indexOf('\0') + " (no process can be given that)");
        }
        TreeMap<String, String> merged = new TreeMap<>(environment);
        merged.put(variable, value);
        ProcessSettings changed = new ProcessSettings(this);
        changed.environment = Map.copyOf(merged);
        return changed;
    }

    /**
     * Its working directory, which must exist when it is started; without it, this process's. {@code thread} ignores
     * it.
     */
    public ProcessSettings directory(Path directory) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.directory = Objects.requireNonNull(directory, "directory");
        return changed;
    }

    /**
     * Where its standard output and its standard error go; without it, to where this process's go. A process with such
     * a setting gets a JVM of its own also with {@code forkserver}; {@code thread} ignores it.
     */
    public ProcessSettings output(ProcessOutput output) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.output = Objects.requireNonNull(output, "output");
        changed.errorOutput = output;
        return changed;
    }

    /**
     * Where its standard error goes, if not to where {@link #output(ProcessOutput)} said before. Both may name the same
     * file; {@code thread} ignores it.
     */
    public ProcessSettings errorOutput(ProcessOutput errorOutput) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.errorOutput = Objects.requireNonNull(errorOutput, "errorOutput");
        return changed;
    }

    /**
     * Whether what it logs is published here, on the loggers of the same names, as
     * {@link io.multiproc.logging.ForwardedLogRecord}s.
     *
     * <p>Forwarded is what reaches the child's root logger of {@code java.util.logging}: {@code System.Logger} and
     * every library that logs there. Logback, Log4j and the like do not, and neither does {@code logger()}, which
     * passes nothing on to the root. The child's console handler is taken off, so that nothing is printed twice.
     *
     * <p>The levels and handlers of this process then decide what becomes of a record. All that the child logged before
     * it began to end arrives before {@code join} returns; of a child that is killed, what it had sent. A child never
     * waits long for this process: if handlers here are too slow, or this process is stopped, records are dropped, and
     * their number is logged. Long messages and stacks are cut at 16,384 and 32,768 characters. {@code thread} ignores
     * this: there the loggers are the same.
     */
    public ProcessSettings forwardLogs(boolean forwardLogs) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.forwardsLogs = forwardLogs;
        changed.forwardedLevel = null;
        return changed;
    }

    /**
     * As {@link #forwardLogs(boolean)}, for records of that level and above; the child's root logger gets that level.
     *
     * @param level the least important that is forwarded
     */
    public ProcessSettings forwardLogs(Level level) {
        ProcessSettings changed = new ProcessSettings(this);
        changed.forwardsLogs = true;
        changed.forwardedLevel = Objects.requireNonNull(level, "level");
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

    /** Where its standard output goes. */
    public ProcessOutput output() {
        return output;
    }

    /** Where its standard error goes. */
    public ProcessOutput errorOutput() {
        return errorOutput;
    }

    /** Whether what it logs is published here. */
    public boolean forwardsLogs() {
        return forwardsLogs;
    }

    /** The level from which on records are forwarded, if one was given. */
    public Optional<Level> forwardedLevel() {
        return Optional.ofNullable(forwardedLevel);
    }
}
