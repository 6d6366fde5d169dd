package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.settings.PoolConfig;
import io.multiproc.core.pool.settings.PoolStarter;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.codec.ObjectCodec;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the calls of one pool share. May be used by any thread. */
public final class PoolCore {

    private final PoolConfig config;
    private final Dispatcher dispatcher;
    private final ObjectCodec codec;
    private final PoolThread callbacks;
    private final PoolStarter starter;
    private final AtomicLong tasks = new AtomicLong();
    private final AtomicInteger functions = new AtomicInteger(TaskMessage.OWN_FUNCTION);

    /**
     * The parts of one pool.
     *
     * @param starter starts another one
     */
    public PoolCore(
            PoolConfig config, Dispatcher dispatcher, ObjectCodec codec, PoolThread callbacks, PoolStarter starter) {
        this.starter = starter;
        this.config = config;
        this.dispatcher = dispatcher;
        this.codec = codec;
        this.callbacks = callbacks;
    }

    public PoolConfig config() {
        return config;
    }

    public Dispatcher dispatcher() {
        return dispatcher;
    }

    public ObjectCodec codec() {
        return codec;
    }

    /** Where callbacks run. */
    public PoolThread callbacks() {
        return callbacks;
    }

    /** Starts another pool. */
    public PoolStarter starter() {
        return starter;
    }

    public long nextTask() {
        return tasks.incrementAndGet();
    }

    /** Encodes a function that many tasks will name. */
    public SharedFunction share(SerializableFunction<?, ?> function) {
        return new SharedFunction(functions.incrementAndGet(), codec.encode(function, TaskMessage.FUNCTION_HEADROOM));
    }
}
