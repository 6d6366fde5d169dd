package io.multiproc;

import io.multiproc.function.SerializableBiConsumer;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.function.SerializableConsumer4;
import io.multiproc.function.SerializableConsumer5;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.function.SerializableTriConsumer;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ParentProcess;
import io.multiproc.process.ProcessInfo;
import io.multiproc.process.StartMethod;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything this library makes, bound to one way of starting processes.
 *
 * <p>Libraries take a context as a parameter; applications use the same methods on {@link Multiprocessing}. All methods
 * may be called from any thread; a context cannot be sent to another process.
 *
 * @python multiprocessing.get_context
 */
public interface ProcessContext {

    /** How this context starts processes. */
    StartMethod startMethod();

    /** A process, not started yet, that runs the target. */
    default ChildProcess process(SerializableRunnable target) {
        return processBuilder().target(target);
    }

    /** A process, not started yet, that calls the target with the argument. */
    default <A extends @Nullable Object> ChildProcess process(SerializableConsumer<A> target, A first) {
        return processBuilder().target(target, first);
    }

    /** A process, not started yet, that calls the target with the arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> ChildProcess process(
            SerializableBiConsumer<A, B> target, A first, B second) {
        return processBuilder().target(target, first, second);
    }

    /** A process, not started yet, that calls the target with the arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> ChildProcess process(
            SerializableTriConsumer<A, B, C> target, A first, B second, C third) {
        return processBuilder().target(target, first, second, third);
    }

    /** A process, not started yet, that calls the target with the arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            ChildProcess process(SerializableConsumer4<A, B, C, D> target, A first, B second, C third, D fourth) {
        return processBuilder().target(target, first, second, third, fourth);
    }

    /** A process, not started yet, that calls the target with the arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            ChildProcess process(
                    SerializableConsumer5<A, B, C, D, E> target, A first, B second, C third, D fourth, E fifth) {
        return processBuilder().target(target, first, second, third, fourth, fifth);
    }

    /** Begins the description of a process with more than a target. */
    ChildProcess.Builder processBuilder();

    /** A pool with as many workers as this JVM may use processors. */
    default ProcessPool pool() {
        return poolBuilder().build();
    }

    /**
     * A pool with that many workers.
     *
     * @throws IllegalArgumentException if {@code processes} is less than 1
     * @throws io.multiproc.pool.PoolBrokenException if a worker does not start
     */
    default ProcessPool pool(int processes) {
        return poolBuilder().processes(processes).build();
    }

    /** Begins the description of a pool. */
    ProcessPool.Builder poolBuilder();

    /** This process. */
    ProcessInfo currentProcess();

    /** The process that started this one; empty in a program that was not started by this library. */
    Optional<ParentProcess> parentProcess();

    /** The processes started here that still run, pool workers not included. */
    List<ChildProcess> activeChildren();

    /** The number of processors that this JVM may use. */
    int cpuCount();
}
