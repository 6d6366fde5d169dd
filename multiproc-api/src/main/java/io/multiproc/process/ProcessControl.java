package io.multiproc.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

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

    /** See {@link ChildProcess#authkey()}. */
    byte[] authkey();

    /** See {@link ChildProcess#sentinel()}. */
    Waitable sentinel();

    /** See {@link ChildProcess#crashReport()}. */
    Optional<String> crashReport();

    /** See {@link ChildProcess#interrupt()}. */
    void interrupt();

    /** See {@link ChildProcess#terminate()}. */
    void terminate();

    /** See {@link ChildProcess#kill()}. */
    void kill();

    /** See {@link ChildProcess#close()}. */
    void close();

    /** Makes controls; found by {@link java.util.ServiceLoader}. */
    interface Factory {

        /**
         * The control of a process that has not been started yet.
         *
         * @param kind what it is called, with a number, if the settings give it no name
         */
        ProcessControl create(ProcessSettings settings, String kind);
    }
}
