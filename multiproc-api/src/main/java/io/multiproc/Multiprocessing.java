package io.multiproc;

import io.multiproc.connection.ClientBuilder;
import io.multiproc.connection.Connection;
import io.multiproc.connection.ConnectionListener;
import io.multiproc.connection.Pipe;
import io.multiproc.function.SerializableBiConsumer;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.function.SerializableConsumer4;
import io.multiproc.function.SerializableConsumer5;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.function.SerializableTriConsumer;
import io.multiproc.managers.Manager;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.DoneAndNotDone;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.ReturnWhen;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.Finalizer;
import io.multiproc.process.ParentProcess;
import io.multiproc.process.ProcessInfo;
import io.multiproc.process.StartMethod;
import io.multiproc.process.Waitable;
import io.multiproc.provider.Providers;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.SimpleQueue;
import io.multiproc.reduction.Reducer;
import io.multiproc.shared.ShareableList;
import io.multiproc.shared.SharedBoolean;
import io.multiproc.shared.SharedBooleanArray;
import io.multiproc.shared.SharedByte;
import io.multiproc.shared.SharedByteArray;
import io.multiproc.shared.SharedChar;
import io.multiproc.shared.SharedCharArray;
import io.multiproc.shared.SharedDouble;
import io.multiproc.shared.SharedDoubleArray;
import io.multiproc.shared.SharedFloat;
import io.multiproc.shared.SharedFloatArray;
import io.multiproc.shared.SharedInt;
import io.multiproc.shared.SharedIntArray;
import io.multiproc.shared.SharedLong;
import io.multiproc.shared.SharedLongArray;
import io.multiproc.shared.SharedMemory;
import io.multiproc.shared.SharedMemoryManager;
import io.multiproc.shared.SharedObjects;
import io.multiproc.shared.SharedShort;
import io.multiproc.shared.SharedShortArray;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.sync.SyncSnapshot;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The module {@code multiprocessing} as static methods: each delegates to the method of the same name of the default
 * {@link ProcessContext}.
 *
 * <pre>{@code
 * import static io.multiproc.Multiprocessing.*;
 *
 * var p = process(Main::work, "bob");
 * p.start();
 * p.join();
 * }</pre>
 *
 * @python multiprocessing
 */
public final class Multiprocessing {

    private Multiprocessing() {}

    /** The context that processes are started with unless another is asked for. */
    public static ProcessContext context() {
        return Provider.get().context();
    }

    /**
     * The context that starts processes with that method.
     *
     * @python multiprocessing.get_context
     */
    public static ProcessContext context(StartMethod method) {
        return Provider.get().context(method);
    }

    /**
     * The context that starts processes with the method of that name.
     *
     * @throws IllegalArgumentException if there is no such method; for {@code fork} the message says what to use
     * @python multiprocessing.get_context
     */
    public static ProcessContext context(String method) {
        return context(StartMethod.of(method));
    }

    /**
     * How processes are started by default: {@link StartMethod#SPAWN}, unless it was set; in a child, as its parent
     * started it. Asking fixes nothing.
     *
     * @python multiprocessing.get_start_method
     */
    public static StartMethod startMethod() {
        return context().startMethod();
    }

    /**
     * Chooses how processes are started by default; once in a program, by its main class.
     *
     * @throws IllegalStateException if it was chosen before; the cause tells where
     * @python multiprocessing.set_start_method
     */
    public static void setStartMethod(StartMethod method) {
        Provider.get().setStartMethod(Objects.requireNonNull(method, "method"), false);
    }

    /**
     * Chooses how processes are started by default, whatever was chosen before.
     *
     * @param method null: nothing is chosen any more
     */
    public static void forceStartMethod(@Nullable StartMethod method) {
        Provider.get().setStartMethod(method, true);
    }

    /** A process, not started yet, that runs the target. */
    public static ChildProcess process(SerializableRunnable target) {
        return context().process(target);
    }

    /** A process, not started yet, that calls the target with the argument. */
    public static <A extends @Nullable Object> ChildProcess process(SerializableConsumer<A> target, A first) {
        return context().process(target, first);
    }

    /** A process, not started yet, that calls the target with the arguments. */
    public static <A extends @Nullable Object, B extends @Nullable Object> ChildProcess process(
            SerializableBiConsumer<A, B> target, A first, B second) {
        return context().process(target, first, second);
    }

    /** A process, not started yet, that calls the target with the arguments. */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            ChildProcess process(SerializableTriConsumer<A, B, C> target, A first, B second, C third) {
        return context().process(target, first, second, third);
    }

    /** A process, not started yet, that calls the target with the arguments. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            ChildProcess process(SerializableConsumer4<A, B, C, D> target, A first, B second, C third, D fourth) {
        return context().process(target, first, second, third, fourth);
    }

    /** A process, not started yet, that calls the target with the arguments. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            ChildProcess process(
                    SerializableConsumer5<A, B, C, D, E> target, A first, B second, C third, D fourth, E fifth) {
        return context().process(target, first, second, third, fourth, fifth);
    }

    /** Begins the description of a process with more than a target. */
    public static ChildProcess.Builder processBuilder() {
        return context().processBuilder();
    }

    /** A pool with as many workers as this JVM may use processors. */
    public static ProcessPool pool() {
        return context().pool();
    }

    /**
     * A pool with that many workers.
     *
     * @throws IllegalArgumentException if {@code processes} is less than 1
     * @throws io.multiproc.pool.PoolBrokenException if a worker does not start
     */
    public static ProcessPool pool(int processes) {
        return context().pool(processes);
    }

    /**
     * A pool of that many threads of this process, with the same methods; what is sent is copied all the same.
     *
     * @throws IllegalArgumentException if {@code processes} is less than 1
     * @python multiprocessing.pool.ThreadPool
     */
    public static ProcessPool threadPool(int processes) {
        return context().threadPool(processes);
    }

    /**
     * The pool that all parts of this program may share: made when it is asked for first, with as many workers as this
     * JVM may use processors, and warm from then on.
     *
     * <p>It ends with the program, or when nothing can start its workers: then the next call makes another. Whoever
     * asks for it cannot end it: {@code close} and {@code terminate} throw {@link IllegalStateException}, so it does
     * not belong into try-with-resources.
     *
     * @throws io.multiproc.pool.PoolBrokenException if a worker does not start
     */
    public static ProcessPool sharedPool() {
        return context().sharedPool();
    }

    /**
     * In a task: the object that its worker keeps, which {@link ProcessPool.Builder#workerState} has made; always the
     * same one as long as the worker lives. May be asked by threads that the task has started, and in the exit hook.
     *
     * @throws IllegalStateException if the calling thread is not one of a worker that has a state, or the state is not
     *     of that type
     */
    public static <S> S workerState(Class<S> type) {
        return context().workerState(type);
    }

    /** Begins the description of a pool. */
    public static ProcessPool.Builder poolBuilder() {
        return context().poolBuilder();
    }

    /** A pipe whose two ends can both send and receive. */
    public static Pipe pipe() {
        return context().pipe();
    }

    /** A pipe; if it is not duplex, its first end only receives and its second only sends. */
    public static Pipe pipe(boolean duplex) {
        return context().pipe(duplex);
    }

    /**
     * Listens at an arbitrary Unix socket that only this user can reach, without a key; see {@link ConnectionListener}.
     *
     * @python Listener
     */
    public static ConnectionListener listener() throws IOException {
        return context().listener();
    }

    /**
     * Listens at the address, without a key; see {@link ConnectionListener}.
     *
     * @python Listener
     */
    public static ConnectionListener listener(SocketAddress address) throws IOException {
        return context().listener(address);
    }

    /**
     * Listens at the address for those who have the key; see {@link ConnectionListener}.
     *
     * @python Listener
     */
    public static ConnectionListener listener(SocketAddress address, byte[] authkey) throws IOException {
        return context().listener(address, authkey);
    }

    /** Begins the description of a listener with more than an address and a key. */
    public static ConnectionListener.Builder listenerBuilder() {
        return context().listenerBuilder();
    }

    /**
     * Connects to a listener that asks for no key; see {@link ClientBuilder#connect}.
     *
     * @python Client
     */
    public static Connection client(SocketAddress address) throws IOException, InterruptedException {
        return context().client(address);
    }

    /**
     * Connects to a listener; both sides prove that they have the key. See {@link ClientBuilder#connect}.
     *
     * @python Client
     */
    public static Connection client(SocketAddress address, byte[] authkey) throws IOException, InterruptedException {
        return context().client(address, authkey);
    }

    /** Begins the description of a connection to a listener. */
    public static ClientBuilder clientBuilder() {
        return context().clientBuilder();
    }

    /** Lets {@code awaitAny} wait for a socket of the program's own; see {@link ProcessContext#waitable}. */
    public static Waitable waitable(SocketChannel socket) {
        return context().waitable(socket);
    }

    /**
     * A queue without a limit; see {@link #queueBuilder} for other options.
     *
     * @python multiprocessing.Queue
     */
    public static <E extends @Nullable Object> ProcessQueue<E> queue() {
        return context().queue();
    }

    /**
     * A queue of at most that many elements.
     *
     * @param maxSize zero or less: no limit
     * @python multiprocessing.Queue
     */
    public static <E extends @Nullable Object> ProcessQueue<E> queue(int maxSize) {
        return context().queue(maxSize);
    }

    /**
     * A queue without a limit that knows when all of its elements are done with.
     *
     * @python multiprocessing.JoinableQueue
     */
    public static <E extends @Nullable Object> JoinableQueue<E> joinableQueue() {
        return context().joinableQueue();
    }

    /**
     * A queue of at most that many elements that knows when all of them are done with.
     *
     * @param maxSize zero or less: no limit
     * @python multiprocessing.JoinableQueue
     */
    public static <E extends @Nullable Object> JoinableQueue<E> joinableQueue(int maxSize) {
        return context().joinableQueue(maxSize);
    }

    /**
     * A queue with the least that one needs.
     *
     * @python multiprocessing.SimpleQueue
     */
    public static <E extends @Nullable Object> SimpleQueue<E> simpleQueue() {
        return context().simpleQueue();
    }

    /** Begins the description of a queue with a limit in bytes or a name. */
    public static ProcessQueue.Builder queueBuilder() {
        return context().queueBuilder();
    }

    /**
     * A lock that one thread of all processes has at a time.
     *
     * @python multiprocessing.Lock
     */
    public static ProcessLock lock() {
        return context().lock();
    }

    /**
     * A lock that the thread which has it may acquire again.
     *
     * @python multiprocessing.RLock
     */
    public static ReentrantProcessLock rlock() {
        return context().rlock();
    }

    /**
     * A manager: a process that keeps objects for others, started by this call; see {@link #managerBuilder} for
     * options.
     *
     * @throws io.multiproc.process.ProcessException if it does not start
     * @python multiprocessing.Manager
     */
    public static Manager manager() {
        return context().manager();
    }

    /** Begins the description of a manager with types of the program's own, an initializer or a name. */
    public static Manager.Builder managerBuilder() {
        return context().managerBuilder();
    }

    /**
     * A semaphore with one permit.
     *
     * @python multiprocessing.Semaphore
     */
    public static ProcessSemaphore semaphore() {
        return context().semaphore();
    }

    /**
     * A semaphore with so many permits.
     *
     * @throws IllegalArgumentException if {@code permits} is negative
     * @python multiprocessing.Semaphore
     */
    public static ProcessSemaphore semaphore(int permits) {
        return context().semaphore(permits);
    }

    /**
     * A semaphore with one permit, and never more.
     *
     * @python multiprocessing.BoundedSemaphore
     */
    public static BoundedProcessSemaphore boundedSemaphore() {
        return context().boundedSemaphore();
    }

    /**
     * A semaphore with so many permits, and never more.
     *
     * @throws IllegalArgumentException if {@code permits} is negative
     * @python multiprocessing.BoundedSemaphore
     */
    public static BoundedProcessSemaphore boundedSemaphore(int permits) {
        return context().boundedSemaphore(permits);
    }

    /**
     * A semaphore with so many permits, and never more, that gets back the permits of processes that die: for slots
     * that must not run out though workers are killed.
     *
     * <p>Each permit is known by its holder: only the process that has acquired one may release it, from any of its
     * threads. A waiting thread gets the permit of a dead process within a second; {@code tryAcquire} gets it at once.
     *
     * @param permits 1 to 253
     * @throws IllegalArgumentException if {@code permits} is not within that range
     */
    public static BoundedProcessSemaphore returningSemaphore(int permits) {
        return context().returningSemaphore(permits);
    }

    /**
     * A condition with a re-entrant lock of its own.
     *
     * @python multiprocessing.Condition
     */
    public static ProcessCondition condition() {
        return context().condition();
    }

    /**
     * A condition with that lock.
     *
     * @throws IllegalArgumentException if it was not made by this library
     * @python multiprocessing.Condition
     */
    public static ProcessCondition condition(ProcessLock lock) {
        return context().condition(lock);
    }

    /**
     * An event that is not set.
     *
     * @python multiprocessing.Event
     */
    public static ProcessEvent event() {
        return context().event();
    }

    /**
     * A barrier for so many threads.
     *
     * @throws IllegalArgumentException if {@code parties} is less than 1, or more than 4,096
     * @python multiprocessing.Barrier
     */
    public static ProcessBarrier barrier(int parties) {
        return context().barrier(parties);
    }

    /**
     * A barrier for so many threads, the last of which runs the action before anybody goes on.
     *
     * @throws IllegalArgumentException if {@code parties} is less than 1, or more than 4,096
     * @python multiprocessing.Barrier
     */
    public static ProcessBarrier barrier(int parties, SerializableRunnable action) {
        return context().barrier(parties, action);
    }

    /**
     * A barrier whose parties wait no longer than that, if they do not say otherwise.
     *
     * @param action null: none
     * @param timeout zero or negative: whoever does not complete a meeting at once breaks the barrier
     * @throws IllegalArgumentException if {@code parties} is less than 1, or more than 4,096
     * @python multiprocessing.Barrier
     */
    public static ProcessBarrier barrier(int parties, @Nullable SerializableRunnable action, Duration timeout) {
        return context().barrier(parties, action, timeout);
    }

    /**
     * Who has which lock and who waits for what, in all processes, with deadlocks named: to find out why a program
     * stands still.
     */
    public static SyncSnapshot syncSnapshot() {
        return context().syncSnapshot();
    }

    /**
     * A whole number of 32 bits in shared memory, with that value at first; see {@link SharedObjects#sharedInt(int)}.
     *
     * @python multiprocessing.Value
     */
    public static SharedInt sharedInt(int value) {
        return context().sharedInt(value);
    }

    /**
     * A whole number of 64 bits in shared memory, with that value at first; see {@link SharedObjects#sharedLong(long)}.
     *
     * @python multiprocessing.Value
     */
    public static SharedLong sharedLong(long value) {
        return context().sharedLong(value);
    }

    /**
     * A floating point number of 64 bits in shared memory, with that value at first; see
     * {@link SharedObjects#sharedDouble(double)}.
     *
     * @python multiprocessing.Value
     */
    public static SharedDouble sharedDouble(double value) {
        return context().sharedDouble(value);
    }

    /**
     * A truth value in shared memory, with that value at first; see {@link SharedObjects#sharedBoolean(boolean)}.
     *
     * @python multiprocessing.Value
     */
    public static SharedBoolean sharedBoolean(boolean value) {
        return context().sharedBoolean(value);
    }

    /**
     * A whole number of 8 bits in shared memory, with that value at first; see {@link SharedObjects#sharedByte(byte)}.
     *
     * @python multiprocessing.Value
     */
    public static SharedByte sharedByte(byte value) {
        return context().sharedByte(value);
    }

    /**
     * A whole number of 16 bits in shared memory, with that value at first; see
     * {@link SharedObjects#sharedShort(short)}.
     *
     * @python multiprocessing.Value
     */
    public static SharedShort sharedShort(short value) {
        return context().sharedShort(value);
    }

    /**
     * A char of UTF-16 in shared memory, with that value at first; see {@link SharedObjects#sharedChar(char)}.
     *
     * @python multiprocessing.Value
     */
    public static SharedChar sharedChar(char value) {
        return context().sharedChar(value);
    }

    /**
     * A floating point number of 32 bits in shared memory, with that value at first; see
     * {@link SharedObjects#sharedFloat(float)}.
     *
     * @python multiprocessing.Value
     */
    public static SharedFloat sharedFloat(float value) {
        return context().sharedFloat(value);
    }

    /**
     * An array of that many ints in shared memory, all 0 at first; see {@link SharedObjects#sharedIntArray(int)}.
     *
     * @python multiprocessing.Array
     */
    public static SharedIntArray sharedIntArray(int length) {
        return context().sharedIntArray(length);
    }

    /**
     * An array of those ints in shared memory; see {@link SharedObjects#sharedIntArray(int[])}.
     *
     * @python multiprocessing.Array
     */
    public static SharedIntArray sharedIntArray(int[] values) {
        return context().sharedIntArray(values);
    }

    /**
     * An array of that many longs in shared memory, all 0 at first; see {@link SharedObjects#sharedLongArray(int)}.
     *
     * @python multiprocessing.Array
     */
    public static SharedLongArray sharedLongArray(int length) {
        return context().sharedLongArray(length);
    }

    /**
     * An array of those longs in shared memory; see {@link SharedObjects#sharedLongArray(long[])}.
     *
     * @python multiprocessing.Array
     */
    public static SharedLongArray sharedLongArray(long[] values) {
        return context().sharedLongArray(values);
    }

    /**
     * An array of that many doubles in shared memory, all 0 at first; see {@link SharedObjects#sharedDoubleArray(int)}.
     *
     * @python multiprocessing.Array
     */
    public static SharedDoubleArray sharedDoubleArray(int length) {
        return context().sharedDoubleArray(length);
    }

    /**
     * An array of those doubles in shared memory; see {@link SharedObjects#sharedDoubleArray(double[])}.
     *
     * @python multiprocessing.Array
     */
    public static SharedDoubleArray sharedDoubleArray(double[] values) {
        return context().sharedDoubleArray(values);
    }

    /**
     * An array of that many booleans in shared memory, all false at first; see
     * {@link SharedObjects#sharedBooleanArray(int)}.
     *
     * @python multiprocessing.Array
     */
    public static SharedBooleanArray sharedBooleanArray(int length) {
        return context().sharedBooleanArray(length);
    }

    /**
     * An array of those booleans in shared memory; see {@link SharedObjects#sharedBooleanArray(boolean[])}.
     *
     * @python multiprocessing.Array
     */
    public static SharedBooleanArray sharedBooleanArray(boolean[] values) {
        return context().sharedBooleanArray(values);
    }

    /**
     * An array of that many bytes in shared memory, all 0 at first; see {@link SharedObjects#sharedByteArray(int)}.
     *
     * @python multiprocessing.Array
     */
    public static SharedByteArray sharedByteArray(int length) {
        return context().sharedByteArray(length);
    }

    /**
     * An array of those bytes in shared memory; see {@link SharedObjects#sharedByteArray(byte[])}.
     *
     * @python multiprocessing.Array
     */
    public static SharedByteArray sharedByteArray(byte[] values) {
        return context().sharedByteArray(values);
    }

    /**
     * An array of that many shorts in shared memory, all 0 at first; see {@link SharedObjects#sharedShortArray(int)}.
     *
     * @python multiprocessing.Array
     */
    public static SharedShortArray sharedShortArray(int length) {
        return context().sharedShortArray(length);
    }

    /**
     * An array of those shorts in shared memory; see {@link SharedObjects#sharedShortArray(short[])}.
     *
     * @python multiprocessing.Array
     */
    public static SharedShortArray sharedShortArray(short[] values) {
        return context().sharedShortArray(values);
    }

    /**
     * An array of that many chars in shared memory, all char 0 at first; see
     * {@link SharedObjects#sharedCharArray(int)}.
     *
     * @python multiprocessing.Array
     */
    public static SharedCharArray sharedCharArray(int length) {
        return context().sharedCharArray(length);
    }

    /**
     * An array of those chars in shared memory; see {@link SharedObjects#sharedCharArray(char[])}.
     *
     * @python multiprocessing.Array
     */
    public static SharedCharArray sharedCharArray(char[] values) {
        return context().sharedCharArray(values);
    }

    /**
     * An array of that many floats in shared memory, all 0 at first; see {@link SharedObjects#sharedFloatArray(int)}.
     *
     * @python multiprocessing.Array
     */
    public static SharedFloatArray sharedFloatArray(int length) {
        return context().sharedFloatArray(length);
    }

    /**
     * An array of those floats in shared memory; see {@link SharedObjects#sharedFloatArray(float[])}.
     *
     * @python multiprocessing.Array
     */
    public static SharedFloatArray sharedFloatArray(float[] values) {
        return context().sharedFloatArray(values);
    }

    /**
     * A block of shared memory, all zeros, with a name of its own; see {@link SharedObjects#createSharedMemory(long)}.
     *
     * @python multiprocessing.shared_memory.SharedMemory
     */
    public static SharedMemory createSharedMemory(long size) {
        return context().createSharedMemory(size);
    }

    /** A block of shared memory of that name, all zeros; see {@link SharedObjects#createSharedMemory(String, long)}. */
    public static SharedMemory createSharedMemory(String name, long size) {
        return context().createSharedMemory(name, size);
    }

    /**
     * The block of shared memory of that name, which some process of this user has made; see
     * {@link SharedObjects#attachSharedMemory(String)}.
     */
    public static SharedMemory attachSharedMemory(String name) {
        return context().attachSharedMemory(name);
    }

    /**
     * A list of fixed length in shared memory, in a block with a name of its own; see
     * {@link SharedObjects#shareableList(Object...)}.
     *
     * @python multiprocessing.shared_memory.ShareableList
     */
    public static ShareableList shareableList(@Nullable Object... elements) {
        return context().shareableList(elements);
    }

    /**
     * A list of fixed length in shared memory, in a block with a name of its own; see
     * {@link SharedObjects#shareableList(Collection)}.
     */
    public static ShareableList shareableList(Collection<? extends @Nullable Object> elements) {
        return context().shareableList(elements);
    }

    /**
     * A list of fixed length in shared memory, in a block of that name; see
     * {@link SharedObjects#shareableList(String, Collection)}.
     */
    public static ShareableList shareableList(String name, Collection<? extends @Nullable Object> elements) {
        return context().shareableList(name, elements);
    }

    /** The list that is in the block of that name; see {@link SharedObjects#attachShareableList(String)}. */
    public static ShareableList attachShareableList(String name) {
        return context().attachShareableList(name);
    }

    /**
     * A manager whose blocks and lists are unlinked when it is closed; see {@link SharedObjects#sharedMemoryManager()}.
     *
     * @python multiprocessing.managers.SharedMemoryManager
     */
    public static SharedMemoryManager sharedMemoryManager() {
        return context().sharedMemoryManager();
    }

    /** This process. */
    public static ProcessInfo currentProcess() {
        return context().currentProcess();
    }

    /** The process that started this one; empty in a program that was not started by this library. */
    public static Optional<ParentProcess> parentProcess() {
        return context().parentProcess();
    }

    /** The processes started here that still run, without the workers of pools and the servers of managers. */
    public static List<ChildProcess> activeChildren() {
        return context().activeChildren();
    }

    /**
     * The number of processors of the machine; {@link #usableCpuCount()} is usually the better question.
     *
     * @python multiprocessing.cpu_count
     */
    public static int cpuCount() {
        return context().cpuCount();
    }

    /** The number of processors that this JVM may use, under its CPU affinity and the limits of its container. */
    public static int usableCpuCount() {
        return context().usableCpuCount();
    }

    /** Waits until at least one of the objects is ready; see {@link ProcessContext#awaitAny(Collection)}. */
    public static <W extends Waitable> List<W> awaitAny(Collection<W> objects) throws InterruptedException {
        return context().awaitAny(objects);
    }

    /**
     * Waits until at least one of the objects is ready, but no longer than the time-out; see
     * {@link ProcessContext#awaitAny(Collection, Duration)}.
     */
    public static <W extends Waitable> List<W> awaitAny(Collection<W> objects, Duration timeout)
            throws InterruptedException {
        return context().awaitAny(objects, timeout);
    }

    /**
     * Waits until the first of the outcomes is there, the first that is an exception, or all; see
     * {@link ProcessContext#awaitResults(Collection, ReturnWhen)}.
     */
    public static <R extends AsyncResult<?>> DoneAndNotDone<R> awaitResults(
            Collection<R> results, ReturnWhen returnWhen) throws InterruptedException {
        return context().awaitResults(results, returnWhen);
    }

    /**
     * Waits for outcomes, but no longer than the time-out; see
     * {@link ProcessContext#awaitResults(Collection, ReturnWhen, Duration)}.
     */
    public static <R extends AsyncResult<?>> DoneAndNotDone<R> awaitResults(
            Collection<R> results, ReturnWhen returnWhen, Duration timeout) throws InterruptedException {
        return context().awaitResults(results, returnWhen, timeout);
    }

    /** The outcomes in the order in which they come; see {@link ProcessContext#asCompleted}. */
    public static <R extends AsyncResult<?>> ResultIterator<R> asCompleted(Collection<R> results) {
        return context().asCompleted(results);
    }

    /** Starts children with another Java; see {@link ProcessContext#setExecutable}. */
    public static void setExecutable(Path java) {
        context().setExecutable(java);
    }

    /** Classes that spares load before they are needed; see {@link ProcessContext#setForkserverPreload}. */
    public static void setForkserverPreload(List<String> classNames) {
        context().setForkserverPreload(classNames);
    }

    /** Says how objects of a type are sent; see {@link ProcessContext#registerReducer}. */
    public static <T> void registerReducer(Class<T> type, Reducer<T> reducer) {
        context().registerReducer(type, reducer);
    }

    /** An action that is run once; see {@link ProcessContext#finalizer(Object, Runnable)}. */
    public static Finalizer finalizer(Object referent, Runnable action) {
        return context().finalizer(referent, action);
    }

    /**
     * An action that is run once, at the end at the latest; see {@link ProcessContext#finalizer(Object, Runnable,
     * int)}.
     */
    public static Finalizer finalizer(Object referent, Runnable action, int exitPriority) {
        return context().finalizer(referent, action, exitPriority);
    }

    /**
     * The logger of this library, without handlers; see {@link ProcessContext#logger()}.
     *
     * @python multiprocessing.get_logger
     */
    public static Logger logger() {
        return context().logger();
    }

    /**
     * Has {@link #logger()} print to standard error, here and in processes started from now on; see
     * {@link ProcessContext#logToStderr()}.
     *
     * @python multiprocessing.log_to_stderr
     */
    public static Logger logToStderr() {
        return context().logToStderr();
    }

    /** As {@link #logToStderr()}, and sets the logger's level; see {@link ProcessContext#logToStderr(Level)}. */
    public static Logger logToStderr(Level level) {
        return context().logToStderr(level);
    }

    /** Finds the implementation once; not in a static initializer, whose exceptions reach the caller in a wrapper. */
    static final class Provider {

        private static volatile @Nullable MultiprocessingProvider found;

        static MultiprocessingProvider get() {
            MultiprocessingProvider current = found;
            return current == null ? findOnce() : current;
        }

        private static synchronized MultiprocessingProvider findOnce() {
            MultiprocessingProvider current = found;
            if (current == null) {
                current = Providers.only(MultiprocessingProvider.class);
                found = current;
            }
            return current;
        }
    }
}
