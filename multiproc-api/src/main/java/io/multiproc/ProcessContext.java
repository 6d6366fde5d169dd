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
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.SimpleQueue;
import io.multiproc.reduction.Reducer;
import io.multiproc.shared.SharedObjects;
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
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Everything this library makes, bound to one way of starting processes.
 *
 * <p>Libraries take a context as a parameter; applications use the same methods on {@link Multiprocessing}. All methods
 * may be called from any thread; a context cannot be sent to another process.
 *
 * @python multiprocessing.get_context
 */
public interface ProcessContext extends SharedObjects {

    /**
     * How this context starts processes.
     *
     * @python multiprocessing.get_start_method
     */
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

    /**
     * A pool of that many threads of this process, with the same methods; what is sent is copied all the same.
     *
     * @throws IllegalArgumentException if {@code processes} is less than 1
     * @python multiprocessing.pool.ThreadPool
     */
    default ProcessPool threadPool(int processes) {
        return Multiprocessing.context(StartMethod.THREAD).pool(processes);
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
    ProcessPool sharedPool();

    /**
     * In a task: the object that its worker keeps, which {@link ProcessPool.Builder#workerState} has made; always the
     * same one as long as the worker lives. May be asked by threads that the task has started, and in the exit hook.
     *
     * @throws IllegalStateException if the calling thread is not one of a worker that has a state, or the state is not
     *     of that type
     */
    <S> S workerState(Class<S> type);

    /** Begins the description of a pool. */
    ProcessPool.Builder poolBuilder();

    /**
     * A pipe whose two ends can both send and receive; both are in this process, until one is sent to another.
     *
     * @python multiprocessing.Pipe
     */
    default Pipe pipe() {
        return pipe(true);
    }

    /**
     * A pipe.
     *
     * @param duplex whether both ends can send and receive; if not, the first only receives and the second only sends
     */
    Pipe pipe(boolean duplex);

    /**
     * Listens at an arbitrary Unix socket that only this user can reach, without a key.
     *
     * @throws IOException if the socket cannot be made
     * @python Listener
     */
    default ConnectionListener listener() throws IOException {
        return listenerBuilder().listen();
    }

    /**
     * Listens at the address, without a key.
     *
     * @param address a {@code java.net.InetSocketAddress} of this machine's loopback interface, or a
     *     {@code java.net.UnixDomainSocketAddress}
     * @throws IllegalArgumentException if it is neither
     * @throws IOException if the address is in use, or the socket cannot be made
     * @python Listener
     */
    default ConnectionListener listener(SocketAddress address) throws IOException {
        return listenerBuilder().address(address).listen();
    }

    /**
     * Listens at the address for those who have the key.
     *
     * @param address a {@code java.net.InetSocketAddress} or a {@code java.net.UnixDomainSocketAddress}
     * @param authkey copied; may be empty
     * @throws IllegalArgumentException if it is neither
     * @throws IOException if the address is in use, or the socket cannot be made
     * @python Listener
     */
    default ConnectionListener listener(SocketAddress address, byte[] authkey) throws IOException {
        return listenerBuilder().address(address).authkey(authkey).listen();
    }

    /** Begins the description of a listener with more than an address and a key. */
    ConnectionListener.Builder listenerBuilder();

    /**
     * Connects to a listener that asks for no key; see {@link ClientBuilder#connect}.
     *
     * @throws io.multiproc.connection.AuthenticationException if the listener asks for a key
     * @throws IOException if nobody listens there, or it is no listener of this library
     * @throws InterruptedException if this thread is interrupted meanwhile
     * @python Client
     */
    default Connection client(SocketAddress address) throws IOException, InterruptedException {
        return clientBuilder().connect(address);
    }

    /**
     * Connects to a listener; both sides prove that they have the key. See {@link ClientBuilder#connect}.
     *
     * @param authkey copied; may be empty
     * @throws io.multiproc.connection.AuthenticationException if the listener does not have the key, or asks for none
     * @throws IOException if nobody listens there, or it is no listener of this library
     * @throws InterruptedException if this thread is interrupted meanwhile
     * @python Client
     */
    default Connection client(SocketAddress address, byte[] authkey) throws IOException, InterruptedException {
        return clientBuilder().authkey(authkey).connect(address);
    }

    /** Begins the description of a connection to a listener. */
    ClientBuilder clientBuilder();

    /**
     * Lets {@link #awaitAny(Collection)} wait for a socket of the program's own: ready when there is something to read,
     * or its end. Two calls give two objects.
     *
     * <p>A wait that ends without the socket, since its time is over or something else was ready, leaves it registered
     * until there is something to read: until then {@code configureBlocking(true)} throws an
     * {@code IllegalBlockingModeException}.
     *
     * @param socket connected, and non-blocking for as long as it is waited for
     * @throws IllegalArgumentException if it is in blocking mode
     */
    Waitable waitable(SocketChannel socket);

    /**
     * A queue without a limit; see {@link #queueBuilder} for other options.
     *
     * @python multiprocessing.Queue
     */
    default <E extends @Nullable Object> ProcessQueue<E> queue() {
        return queueBuilder().build();
    }

    /**
     * A queue of at most that many elements.
     *
     * @param maxSize zero or less: no limit
     * @python multiprocessing.Queue
     */
    default <E extends @Nullable Object> ProcessQueue<E> queue(int maxSize) {
        return queueBuilder().maxSize(maxSize).build();
    }

    /**
     * A queue without a limit that knows when all of its elements are done with.
     *
     * @python multiprocessing.JoinableQueue
     */
    default <E extends @Nullable Object> JoinableQueue<E> joinableQueue() {
        return queueBuilder().buildJoinable();
    }

    /**
     * A queue of at most that many elements that knows when all of them are done with.
     *
     * @param maxSize zero or less: no limit
     * @python multiprocessing.JoinableQueue
     */
    default <E extends @Nullable Object> JoinableQueue<E> joinableQueue(int maxSize) {
        return queueBuilder().maxSize(maxSize).buildJoinable();
    }

    /**
     * A queue with the least that one needs.
     *
     * @python multiprocessing.SimpleQueue
     */
    <E extends @Nullable Object> SimpleQueue<E> simpleQueue();

    /** Begins the description of a queue with a limit in bytes or a name. */
    ProcessQueue.Builder queueBuilder();

    /**
     * A lock that one thread of all processes has at a time.
     *
     * @python multiprocessing.Lock
     */
    ProcessLock lock();

    /**
     * A lock that the thread which has it may acquire again.
     *
     * @python multiprocessing.RLock
     */
    ReentrantProcessLock rlock();

    /**
     * A manager: a process that keeps objects for others, started by this call; see {@link #managerBuilder} for
     * options.
     *
     * @throws io.multiproc.process.ProcessException if it does not start
     * @python multiprocessing.Manager
     */
    default Manager manager() {
        return managerBuilder().build();
    }

    /** Begins the description of a manager with types of the program's own, an initializer or a name. */
    Manager.Builder managerBuilder();

    /**
     * A semaphore with one permit.
     *
     * @python multiprocessing.Semaphore
     */
    ProcessSemaphore semaphore();

    /**
     * A semaphore with so many permits.
     *
     * @throws IllegalArgumentException if {@code permits} is negative
     * @python multiprocessing.Semaphore
     */
    ProcessSemaphore semaphore(int permits);

    /**
     * A semaphore with one permit, and never more.
     *
     * @python multiprocessing.BoundedSemaphore
     */
    BoundedProcessSemaphore boundedSemaphore();

    /**
     * A semaphore with so many permits, and never more.
     *
     * @throws IllegalArgumentException if {@code permits} is negative
     * @python multiprocessing.BoundedSemaphore
     */
    BoundedProcessSemaphore boundedSemaphore(int permits);

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
    BoundedProcessSemaphore returningSemaphore(int permits);

    /**
     * A condition with a re-entrant lock of its own.
     *
     * @python multiprocessing.Condition
     */
    ProcessCondition condition();

    /**
     * A condition with that lock.
     *
     * @throws IllegalArgumentException if it was not made by this library
     * @python multiprocessing.Condition
     */
    ProcessCondition condition(ProcessLock lock);

    /**
     * An event that is not set.
     *
     * @python multiprocessing.Event
     */
    ProcessEvent event();

    /**
     * A barrier for so many threads.
     *
     * @throws IllegalArgumentException if {@code parties} is less than 1, or more than 4,096
     * @python multiprocessing.Barrier
     */
    ProcessBarrier barrier(int parties);

    /**
     * A barrier for so many threads, the last of which runs the action before anybody goes on.
     *
     * @throws IllegalArgumentException if {@code parties} is less than 1, or more than 4,096
     * @python multiprocessing.Barrier
     */
    ProcessBarrier barrier(int parties, SerializableRunnable action);

    /**
     * A barrier whose parties wait no longer than that, if they do not say otherwise.
     *
     * @param action null: none
     * @param timeout zero or negative: whoever does not complete a meeting at once breaks the barrier
     * @throws IllegalArgumentException if {@code parties} is less than 1, or more than 4,096
     * @python multiprocessing.Barrier
     */
    ProcessBarrier barrier(int parties, @Nullable SerializableRunnable action, Duration timeout);

    /**
     * Who has which lock and who waits for what, in all processes, with deadlocks named: to find out why a program
     * stands still.
     */
    SyncSnapshot syncSnapshot();

    /** This process. */
    ProcessInfo currentProcess();

    /** The process that started this one; empty in a program that was not started by this library. */
    Optional<ParentProcess> parentProcess();

    /** The processes started here that still run, without the workers of pools and the servers of managers. */
    List<ChildProcess> activeChildren();

    /**
     * The number of processors of the machine; {@link #usableCpuCount()} is usually the better question.
     *
     * @python multiprocessing.cpu_count
     */
    int cpuCount();

    /** The number of processors that this JVM may use, under its CPU affinity and the limits of its container. */
    int usableCpuCount();

    /**
     * Waits until at least one of the objects is ready.
     *
     * <pre>{@code
     * List<Waitable> ended = awaitAny(List.of(p.sentinel(), q.sentinel()));
     * }</pre>
     *
     * @param <W> what they have in common
     * @return all that are ready, in the order given
     * @throws IllegalArgumentException if there is none to wait for, or one of them twice
     * @throws InterruptedException if this thread is interrupted meanwhile
     * @python connection.wait
     */
    <W extends Waitable> List<W> awaitAny(Collection<W> objects) throws InterruptedException;

    /**
     * Waits until at least one of the objects is ready, but no longer than the time-out.
     *
     * @param <W> what they have in common
     * @param timeout zero or negative: do not wait
     * @return all that are ready, in the order given; empty after the time-out, or after some seconds more with a queue
     *     whose owner is stopped: 5 for its answer, and 30 on the first use of the queue
     *     ({@code -Dmultiproc.queue.silence}). Without objects it waits for the whole time
     * @throws IllegalArgumentException if one of them is there twice
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    <W extends Waitable> List<W> awaitAny(Collection<W> objects, Duration timeout) throws InterruptedException;

    /**
     * Waits until the first of the outcomes is there, the first that is an exception, or all; see {@link ReturnWhen}.
     *
     * <pre>{@code
     * DoneAndNotDone<AsyncResult<Page>> pages = awaitResults(asked, ReturnWhen.FIRST_EXCEPTION);
     * pages.notDone().forEach(AsyncResult::cancel);
     * }</pre>
     *
     * @param results from pools of this process, in any mixture; if there are none, it does not wait
     * @throws InterruptedException if this thread is interrupted meanwhile; the tasks go on
     * @python futures.wait
     */
    <R extends AsyncResult<?>> DoneAndNotDone<R> awaitResults(Collection<R> results, ReturnWhen returnWhen)
            throws InterruptedException;

    /**
     * Waits as {@link #awaitResults(Collection, ReturnWhen)} does, but no longer than the time-out.
     *
     * @param timeout zero or negative: do not wait
     * @throws InterruptedException if this thread is interrupted meanwhile; the tasks go on
     */
    <R extends AsyncResult<?>> DoneAndNotDone<R> awaitResults(
            Collection<R> results, ReturnWhen returnWhen, Duration timeout) throws InterruptedException;

    /**
     * The outcomes in the order in which they come; those that are there already come first. {@code next} gives the
     * {@code AsyncResult}, whose {@code get} then returns or throws at once.
     *
     * <pre>{@code
     * for (ResultIterator<AsyncResult<Page>> pages = asCompleted(asked); pages.hasNext(); ) {
     *     print(pages.next().get());
     * }
     * }</pre>
     *
     * @param results from pools of this process, in any mixture; one that is there twice comes twice
     * @return may be dropped half-way; nothing runs when nobody iterates. One thread at a time
     * @python futures.as_completed
     */
    <R extends AsyncResult<?>> ResultIterator<R> asCompleted(Collection<R> results);

    /**
     * Starts children with another Java: the path of its {@code java} launcher. For the whole program, from the next
     * start on; children of children use it as well.
     *
     * @throws IllegalArgumentException if there is no executable file of that name
     * @python multiprocessing.set_executable
     */
    void setExecutable(Path java);

    /**
     * Classes that the spares of {@code forkserver} load and initialize before they are needed, beside the program's
     * main class, which they load without initializing it. For spares started from now on; those standing by are
     * replaced.
     *
     * @param classNames fully qualified; one that a spare cannot load is logged there and ignored
     * @python multiprocessing.set_forkserver_preload
     */
    void setForkserverPreload(List<String> classNames);

    /**
     * Has objects of a type sent as a {@link Reducer} says: types that cannot be sent by themselves, such as one with a
     * database connection, or that should arrive in another way.
     *
     * <pre>{@code
     * registerReducer(Database.class, database -> {
     *     String url = database.url();
     *     return () -> Database.open(url);
     * });
     * }</pre>
     *
     * <p>Holds from now on, with every start method, for all that this process sends by any means: arguments, results,
     * elements, calls. Only the sender needs it; a child that sends such objects on registers it as well. Peers on the
     * other side of a listener or a remote manager that filter classes refuse what was sent so, since they would run
     * the sender's function. May be called from any thread.
     *
     * @param type the class or interface; objects of subtypes are replaced too; the reducer registered last decides,
     *     but connections, queues, locks and other live objects of this library are sent as ever
     * @param reducer what to send instead
     * @throws IllegalArgumentException if the type is primitive, an array or {@code Object}
     * @python multiprocessing.reduction.register
     */
    <T> void registerReducer(Class<T> type, Reducer<T> reducer);

    /**
     * An action that is run once, when the object is garbage or when it is asked for; not at the end of the process.
     *
     * @param action must not refer to the object, which would then never be garbage
     * @python multiprocessing.util.Finalize
     */
    Finalizer finalizer(Object referent, Runnable action);

    /**
     * An action that is run once, when the object is garbage, when it is asked for, or at the end of this process.
     *
     * <p>At the end the highest priorities come first, and the newest among equals; those of 0 and above before
     * daemonic children are terminated and the others joined, the rest after that.
     *
     * @param action must not refer to the object, which would then never be garbage
     * @param exitPriority -1,000,000 to 1,000,000
     */
    Finalizer finalizer(Object referent, Runnable action, int exitPriority);

    /**
     * The logger of this library, {@code io.multiproc}: a logger of {@code java.util.logging} without a level and
     * without handlers, that passes nothing on to the root logger's handlers. This library's own messages go through it
     * from the first call on. Processes started after that have its effective level.
     *
     * @python multiprocessing.get_logger
     */
    Logger logger();

    /**
     * Has {@link #logger()} print to standard error, {@code [LEVEL/process name] message}, and so have the processes
     * that are started from now on. A second call adds nothing.
     *
     * @return the logger
     * @python multiprocessing.log_to_stderr
     */
    Logger logToStderr();

    /**
     * As {@link #logToStderr()}, and sets the logger's level.
     *
     * @return the logger
     * @python multiprocessing.log_to_stderr
     */
    Logger logToStderr(Level level);
}
