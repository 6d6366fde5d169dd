package io.multiproc.process;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an implementation does for one {@link ChildProcess}; programs use that class instead.
 *
 * <p>The methods mean what those of {@code ChildProcess} of the same name mean.
 */
public interface ProcessControl {

    /**
     * Starts a child that runs the given object's {@link ChildProcess#run()}.
     *
     * @param process the object to send; only its own and its subclass's non-transient fields travel
     */
    void start(ChildProcess process);

    /** See {@link ChildProcess#join()}. */
    void join() throws InterruptedException;

    /** See {@link ChildProcess#join(Duration)}. */
    boolean join(Duration timeout) throws InterruptedException;

    /** See {@link ChildProcess#isAlive()}. */
    boolean isAlive();

    /** See {@link ChildProcess#name()}. */
    String name();

    /** See {@link ChildProcess#isDaemon()}. */
    boolean isDaemon();

    /** See {@link ChildProcess#pid()}. */
    OptionalLong pid();

    /** See {@link ChildProcess#exitCode()}. */
    OptionalInt exitCode();

    /** See {@link ChildProcess#terminate()}. */
    void terminate();

    /** See {@link ChildProcess#kill()}. */
    void kill();

    /** See {@link ChildProcess#close()}. */
    void close();

    /**
     * What a process is to be started with.
     *
     * @param name the process's name; null: one is made from its position, such as {@code Process-1}
     * @param daemon whether it ends with its parent; null: as the creating process
     * @param jvmOptions options for its JVM, after those taken over from the parent
     */
    record Settings(@Nullable String name, @Nullable Boolean daemon, List<String> jvmOptions) {

        /** Copies the list. */
        public Settings {
            jvmOptions = List.copyOf(jvmOptions);
        }

        /** The settings of a process about which nothing was said. */
        public static Settings defaults() {
            return new Settings(null, null, List.of());
        }
    }

    /** Makes controls; found by {@link java.util.ServiceLoader}. */
    interface Factory {

        /** The control of a process that has not been started yet. */
        ProcessControl create(Settings settings);
    }
}
