package io.multiproc.core.pool;

import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.codec.ObjectCodec;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the calls of one pool share. May be used by any thread. */
final class PoolCore {

    private final PoolConfig config;
    private final Dispatcher dispatcher;
    private final ObjectCodec codec;
    private final PoolThread callbacks;
    private final AtomicLong tasks = new AtomicLong();
    private final AtomicInteger functions = new AtomicInteger(TaskMessage.OWN_FUNCTION);

    PoolCore(PoolConfig config, Dispatcher dispatcher, ObjectCodec codec, PoolThread callbacks) {
        this.config = config;
        this.dispatcher = dispatcher;
        this.codec = codec;
        this.callbacks = callbacks;
    }

    PoolConfig config() {
        return config;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    ObjectCodec codec() {
        return codec;
    }

    /** Where callbacks run. */
    PoolThread callbacks() {
        return callbacks;
    }

    long nextTask() {
        return tasks.incrementAndGet();
    }

    /** Encodes a function that many tasks will name. */
    SharedFunction share(SerializableFunction<?, ?> function) {
        return new SharedFunction(functions.incrementAndGet(), codec.encode(function, TaskMessage.FUNCTION_HEADROOM));
    }
}
