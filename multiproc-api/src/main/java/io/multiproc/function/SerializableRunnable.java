package io.multiproc.function;

import java.io.Serializable;

/**
 * A process target without arguments.
 *
 * <p>Lambdas and method references of this type can be sent to other processes, together with what they capture. A
 * static method is the best choice: an instance method takes its whole object along.
 */
@FunctionalInterface
public interface SerializableRunnable extends Serializable {

    /**
     * Runs the function.
     *
     * @throws Exception whatever the function throws; it crosses to the process that waits for the outcome
     */
    void run() throws Exception;
}
