package io.multiproc.process;

import io.multiproc.function.SerializableBiConsumer;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.function.SerializableConsumer4;
import io.multiproc.function.SerializableConsumer5;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.function.SerializableTriConsumer;
import io.multiproc.provider.Providers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * A process that this one starts: a child JVM that runs {@link #run()} and ends.
 *
 * <pre>{@code
 * ChildProcess p = process(Main::work, "bob");   // or a subclass that overrides run()
 * p.start();
 * p.join();
 * System.out.println(p.exitCode());              // OptionalInt[0]
 * }</pre>
 *
 * <p>The object may be used by any thread of the process that made it. Starting it sends a copy of its fields to the
 * child, where {@code run()} is called on that copy; what the child changes is not seen here. The copy in the child
 * knows nothing of the process: use {@code currentProcess()} there.
 *
 * <p>When the child dies, however that happens, {@code join} returns and {@code exitCode} tells how. When this process
 * dies, a daemonic child ends within a second, any other goes on.
 *
 * @python multiprocessing.Process
 */
public abstract class ChildProcess implements AutoCloseable {

    private final transient @Nullable ProcessControl control;

    /**
     * A process with a name made from its class and position, such as {@code Summation-1}, and the daemon flag of the
     * creating process.
     */
    protected ChildProcess() {
        this(ProcessSettings.defaults());
    }

    /**
     * A process with the given settings.
     *
     * @throws IllegalStateException if no implementation is on the class or module path
     */
    protected ChildProcess(ProcessSettings settings) {
        Objects.requireNonNull(settings, "settings");
        this.control = Controls.factory().create(settings, kind());
    }

    /** Begins the description of a process whose target is a function. */
    public static Builder builder() {
        return builder(ProcessSettings.defaults());
    }

    /** Begins the description of a process with settings that the builder then changes. */
    public static Builder builder(ProcessSettings settings) {
        return new Builder(Objects.requireNonNull(settings, "settings"));
    }

    /**
     * What the child does. May also be called directly, as any method.
     *
     * @throws Exception an exception that leaves this method ends the child with exit code 1, its stack on standard
     *     error
     * @python multiprocessing.Process.run
     */
    public abstract void run() throws Exception;

    /**
     * Starts the child; at most once.
     *
     * <p>Returns when the child has connected and has been given its work, before that work is done.
     *
     * @throws IllegalStateException if it was started before, or if this process is daemonic
     * @throws io.multiproc.reduction.NotSendableException if a field cannot be sent; no process was started
     * @throws ProcessStartException if the child's JVM cannot be started or ends before it has connected
     * @python multiprocessing.Process.start
     */
    public final void start() {
        control().start(this);
        forgetWork();
    }

    /** After the start: what was sent need not be kept. */
    void forgetWork() {}

    /**
     * Waits until the child has ended.
     *
     * @throws IllegalStateException if it has not been started, or is closed
     * @throws InterruptedException if this thread is interrupted; the child goes on
     * @python multiprocessing.Process.join
     */
    public final void join() throws InterruptedException {
        control().join();
    }

    /**
     * Waits until the child has ended, but no longer than the time-out.
     *
     * @param timeout zero or negative: do not wait
     * @return whether the child has ended
     * @throws IllegalStateException if it has not been started, or is closed
     * @throws InterruptedException if this thread is interrupted; the child goes on
     */
    public final boolean join(Duration timeout) throws InterruptedException {
        return control().join(Objects.requireNonNull(timeout, "timeout"));
    }

    /** Whether the child has been started and has not ended. */
    public final boolean isAlive() {
        return control().isAlive();
    }

    /** The process's name; need not be unique. */
    public final String name() {
        return control().name();
    }

    /** Whether the child is terminated when this process ends, and may have no children of its own. */
    public final boolean isDaemon() {
        return control().isDaemon();
    }

    /** The operating system's id of the child; empty before start. */
    public final OptionalLong pid() {
        return control().pid();
    }

    /**
     * How the child ended: 0 normally, {@code n} for {@code System.exit(n)}, 1 after an uncaught exception, {@code -n}
     * if signal n ended it. Empty before start and while it runs.
     *
     * @python multiprocessing.Process.exitcode
     */
    public final OptionalInt exitCode() {
        return control().exitCode();
    }

    /**
     * A copy of the key that the child shares with its family: the one it was given, or this process's. Nothing uses it
     * by itself; see {@link ProcessInfo#authkey}.
     *
     * @python multiprocessing.Process.authkey
     */
    public final byte[] authkey() {
        return control().authkey();
    }

    /**
     * What {@code awaitAny} waits on: ready when the child has ended.
     *
     * @throws IllegalStateException if it has not been started, or is closed
     * @python multiprocessing.Process.sentinel
     */
    public final Waitable sentinel() {
        return control().sentinel();
    }

    /**
     * The head of the JVM's own report (the {@code hs_err} file), if native code brought the child down; empty
     * otherwise, and while it runs. The file itself stays where the JVM wrote it, in the child's working directory.
     */
    public final Optional<String> crashReport() {
        return control().crashReport();
    }

    /**
     * Interrupts what the child does, with SIGINT: unless the program handles that signal itself, the thread that
     * executes {@code run()} is interrupted, and an {@code InterruptedException} that nobody catches ends the child
     * with exit code 1. Does nothing if the child has ended.
     *
     * @throws IllegalStateException if it has not been started, or is closed
     * @python multiprocessing.Process.interrupt
     */
    public final void interrupt() {
        control().interrupt();
    }

    /**
     * Asks the child to end, with SIGTERM; its shutdown hooks run, its {@code finally} blocks do not. Does nothing if
     * it has ended.
     *
     * @throws IllegalStateException if it was not started, or is {@link #close closed}
     */
    public final void terminate() {
        control().terminate();
    }

    /**
     * Ends the child at once, with SIGKILL. Does nothing if it has ended.
     *
     * @throws IllegalStateException if it was not started, or is {@link #close closed}
     */
    public final void kill() {
        control().kill();
    }

    /**
     * Gives up what this object holds; afterwards nearly every method throws {@code IllegalStateException}. Does
     * nothing the second time.
     *
     * @throws IllegalStateException if the child still runs: join or terminate it first
     */
    @Override
    public final void close() {
        control().close();
    }

    /** The class, name, process id, state and exit code. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "(" + (control == null ? "child's copy" : control.toString()) + ")";
    }

    /** A class without a name is a process like others. */
    private String kind() {
        String name = this instanceof TargetProcess ? "" : getClass().getSimpleName();
        return name.isEmpty() ? "Process" : name;
    }

    /** Null in the copy that a child received: constructors do not run there. */
    private ProcessControl control() {
        if (control == null) {
            throw new IllegalStateException(
                    "this is the child's copy of the process object (use currentProcess() in the child)");
        }
        return control;
    }

    /** Finds the implementation once; not in a static initializer, whose exceptions reach the caller in a wrapper. */
    private static final class Controls {

        private static ProcessControl.@Nullable Factory found;

        static synchronized ProcessControl.Factory factory() {
            ProcessControl.Factory current = found;
            if (current == null) {
                current = Providers.only(ProcessControl.Factory.class);
                found = current;
            }
            return current;
        }
    }

    /**
     * Describes a process whose target is a function: its name, whether it is daemonic, options of its JVM.
     *
     * <p>Not thread-safe; each {@code target} call makes one process.
     */
    public static final class Builder {

        private ProcessSettings settings;

        private Builder(ProcessSettings settings) {
            this.settings = settings;
        }

        /** See {@link ProcessSettings#name(String)}. */
        public Builder name(String name) {
            settings = settings.name(name);
            return this;
        }

        /** See {@link ProcessSettings#daemon(boolean)}. */
        public Builder daemon(boolean daemon) {
            settings = settings.daemon(daemon);
            return this;
        }

        /** See {@link ProcessSettings#authkey(byte[])}. */
        public Builder authkey(byte[] authkey) {
            settings = settings.authkey(authkey);
            return this;
        }

        /** See {@link ProcessSettings#jvmOptions(String...)}. */
        public Builder jvmOptions(String... options) {
            settings = settings.jvmOptions(options);
            return this;
        }

        /** See {@link ProcessSettings#environment(String, String)}. */
        public Builder environment(String variable, String value) {
            settings = settings.environment(variable, value);
            return this;
        }

        /** See {@link ProcessSettings#directory(Path)}. */
        public Builder directory(Path directory) {
            settings = settings.directory(directory);
            return this;
        }

        /** See {@link ProcessSettings#output(ProcessOutput)}. */
        public Builder output(ProcessOutput output) {
            settings = settings.output(output);
            return this;
        }

        /** See {@link ProcessSettings#errorOutput(ProcessOutput)}. */
        public Builder errorOutput(ProcessOutput errorOutput) {
            settings = settings.errorOutput(errorOutput);
            return this;
        }

        /** See {@link ProcessSettings#forwardLogs(boolean)}. */
        public Builder forwardLogs(boolean forwardLogs) {
            settings = settings.forwardLogs(forwardLogs);
            return this;
        }

        /** See {@link ProcessSettings#forwardLogs(Level)}. */
        public Builder forwardLogs(Level level) {
            settings = settings.forwardLogs(level);
            return this;
        }

        /** A process that runs the target. */
        public ChildProcess target(SerializableRunnable target) {
            return build(target);
        }

        /** A process that calls the target with the argument. */
        public <A extends @Nullable Object> ChildProcess target(SerializableConsumer<A> target, A first) {
            return build(target, first);
        }

        /** A process that calls the target with the arguments. */
        public <A extends @Nullable Object, B extends @Nullable Object> ChildProcess target(
                SerializableBiConsumer<A, B> target, A first, B second) {
            return build(target, first, second);
        }

        /** A process that calls the target with the arguments. */
        public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> ChildProcess target(
                SerializableTriConsumer<A, B, C> target, A first, B second, C third) {
            return build(target, first, second, third);
        }

        /** A process that calls the target with the arguments. */
        public <
                        A extends @Nullable Object,
                        B extends @Nullable Object,
                        C extends @Nullable Object,
                        D extends @Nullable Object>
                ChildProcess target(SerializableConsumer4<A, B, C, D> target, A first, B second, C third, D fourth) {
            return build(target, first, second, third, fourth);
        }

        /** A process that calls the target with the arguments. */
        public <
                        A extends @Nullable Object,
                        B extends @Nullable Object,
                        C extends @Nullable Object,
                        D extends @Nullable Object,
                        E extends @Nullable Object>
                ChildProcess target(
                        SerializableConsumer5<A, B, C, D, E> target, A first, B second, C third, D fourth, E fifth) {
            return build(target, first, second, third, fourth, fifth);
        }

        private ChildProcess build(Object target, @Nullable Object... arguments) {
            Objects.requireNonNull(target, "target");
            return new TargetProcess(settings, target, arguments);
        }
    }
}
