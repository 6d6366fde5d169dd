package io.multiproc.managers;

import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.pool.ProcessPool;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A process that keeps objects which any number of processes use as if they had them.
 *
 * <pre>{@code
 * static void work(Map<String, Integer> results, String name) {
 *     results.put(name, name.length());
 * }
 *
 * try (Manager manager = manager()) {
 *     Map<String, Integer> results = manager.dict();
 *     process(Main::work, results, "first").start();
 * }
 * }</pre>
 *
 * <p>What a manager gives are <em>proxies</em>: each call of a method is carried out in the server, one round trip a
 * call. Arguments and results are copies, unless they are proxies: a proxy that is put into a list, a map or another
 * object of the server stays live there, and comes out as a proxy. To change a plain object that is inside one, change
 * the copy and put it back. Functions, such as the one for {@code Map.computeIfAbsent}, run in the server and must be
 * serializable; {@code forEach}, streams and iterators run here.
 *
 * <p><b>Lists, maps and sets</b> have all methods of their interfaces, those of newer JDKs included; each is atomic,
 * null is allowed, and maps and sets keep the order of insertion. {@code keySet}, {@code values}, {@code entrySet} and
 * {@code subList} are proxies as well, and write through. Iterators fetch many elements in one message: those of a list
 * by index, so that they never fail, and see what this process changes at once and what others change after some
 * elements; those of maps and sets throw {@link java.util.ConcurrentModificationException} when the server's would.
 * {@code stream} and {@code forEach} work on a copy, but the {@code forEach} of {@code entrySet}, whose entries write
 * through. {@code equals} and {@code hashCode} of these are those of their contents, and fetch them; {@code toString}
 * is that of the object in the server, for all proxies.
 *
 * <p><b>Messages.</b> A call is one message there and one back, also one for many elements such as {@code addAll} or
 * {@code toArray}. While it waits, nothing is sent, but for the questions below. More messages take: a {@code hold},
 * one to acquire and one to release; {@code awaitFor}, one before the predicate is asked and one for each wait;
 * {@code addAll} and the like with what is in a manager itself, and {@code equals} of two such, whose elements are
 * fetched first; and iterators, which fetch 16 elements, then each time four times as many, up to 4,096.
 *
 * <p>Proxies may be sent anywhere at any time, and be used by any number of threads. Each call that waits has a thread
 * of the server for itself, so one that waits keeps no other from its work. An object lives as long as anybody has a
 * proxy of it: a process, another object of the server, or a message on its way.
 *
 * <p>When a process dies, what it was calling is interrupted, its locks and the permits of {@link #returningSemaphore}
 * are released, a barrier at which it waits is broken, and its proxies do not count any more. When the server dies,
 * every call throws {@link ManagerClosedException}, at once also those that wait. A server that is there but silent,
 * since it was stopped or the network is cut, is asked whether it is there when the time-out of a call is over or its
 * thread is interrupted, and over TCP every thirty seconds that a call waits; without an answer for ten seconds
 * ({@code -Dmultiproc.manager.silence=MILLISECONDS}) it counts as gone for this process. The first call of a process
 * must be let in within twenty seconds. When the process that started the server dies, the server ends; when it ends
 * normally, the server is shut down after its other children have been joined. The server ignores Ctrl-C.
 *
 * <p>A manager may be used by any thread of the process that made it; it cannot be sent, but what it gives can.
 *
 * @python multiprocessing.managers.SyncManager
 */
public interface Manager extends AutoCloseable {

    /** The server's name. */
    String name();

    /** The server's process id. */
    long pid();

    /**
     * Where the server is: a socket of the file system, or a host and a port, the one that it got if 0 was asked for.
     *
     * @python multiprocessing.managers.BaseManager.address
     */
    SocketAddress address();

    /** Whether the server still runs; of a server that this process did not start: whether this manager is open. */
    boolean isAlive();

    /**
     * How the server has ended, as {@link io.multiproc.process.ChildProcess#exitCode}; empty while it runs, or if this
     * process did not start it.
     */
    OptionalInt exitCode();

    /**
     * An empty list in the server.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.list
     */
    default <E extends @Nullable Object> List<E> list() {
        return list(List.of());
    }

    /** A list in the server with copies of the elements; proxies among them stay live. */
    <E extends @Nullable Object> List<E> list(Collection<? extends E> elements);

    /**
     * An empty map in the server.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.dict
     */
    default <K extends @Nullable Object, V extends @Nullable Object> Map<K, V> dict() {
        return dict(Map.of());
    }

    /** A map in the server with copies of the entries; proxies among them stay live. */
    <K extends @Nullable Object, V extends @Nullable Object> Map<K, V> dict(Map<? extends K, ? extends V> entries);

    /**
     * An empty set in the server.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.set
     */
    default <E extends @Nullable Object> Set<E> set() {
        return set(Set.of());
    }

    /** A set in the server with copies of the elements. */
    <E extends @Nullable Object> Set<E> set(Collection<? extends E> elements);

    /**
     * Attributes by name, none so far.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.Namespace
     */
    default ManagedNamespace namespace() {
        return namespace(Map.of());
    }

    /**
     * Attributes by name.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     */
    ManagedNamespace namespace(Map<String, ? extends @Nullable Object> attributes);

    /**
     * A value.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.Value
     */
    <T extends @Nullable Object> ManagedValue<T> value(T initial);

    /**
     * A fixed number of values.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.Array
     */
    <E extends @Nullable Object> ManagedArray<E> array(Collection<? extends E> values);

    /**
     * A queue without a limit, whose elements are in the server.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.Queue
     */
    default <E extends @Nullable Object> ManagedQueue<E> queue() {
        return queue(0);
    }

    /**
     * A queue whose elements are in the server; it can also tell when all of them are done with, and be shut down, as
     * Python's.
     *
     * @param maxSize zero or less: no limit
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.JoinableQueue
     */
    <E extends @Nullable Object> ManagedQueue<E> queue(int maxSize);

    /**
     * A lock in the server; when the process dies that has it, the next one gets it.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.Lock
     */
    ProcessLock lock();

    /**
     * A lock in the server that the thread which has it may acquire again; the owner is a thread of a process, as ever.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.RLock
     */
    ReentrantProcessLock rlock();

    /**
     * A semaphore in the server. Its permits have no holders, so those that a process has acquired are lost when it
     * dies; {@link #returningSemaphore} gets them back.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.Semaphore
     */
    ProcessSemaphore semaphore(int value);

    /**
     * A semaphore in the server that is never released above its first value.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.BoundedSemaphore
     */
    BoundedProcessSemaphore boundedSemaphore(int value);

    /**
     * A semaphore in the server that gets back the permits of processes that die, as
     * {@link io.multiproc.Multiprocessing#returningSemaphore} does: a waiting thread gets them at once, on whatever
     * machine the dead process was.
     *
     * <p>Only a process that has acquired a permit may release one, from any of its threads.
     *
     * @param permits 1 or more
     * @throws RemoteCallException if {@code permits} is less than 1
     * @throws ManagerClosedException if the server is gone or was shut down
     */
    BoundedProcessSemaphore returningSemaphore(int permits);

    /**
     * A condition in the server, with a re-entrant lock of its own.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.Condition
     */
    ProcessCondition condition();

    /**
     * A condition in the server, with a lock of this manager.
     *
     * @throws RemoteCallException if it is not one
     * @throws ManagerClosedException if the server is gone or was shut down
     */
    ProcessCondition condition(ProcessLock lock);

    /**
     * An event in the server.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.Event
     */
    ProcessEvent event();

    /**
     * A barrier in the server. A process that dies waiting breaks it.
     *
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.Barrier
     */
    ProcessBarrier barrier(int parties);

    /**
     * A barrier in the server, which runs the action before those that have met go on.
     *
     * @throws RemoteCallException if {@code parties} is less than 1
     * @throws ManagerClosedException if the server is gone or was shut down
     */
    ProcessBarrier barrier(int parties, SerializableRunnable action);

    /**
     * A barrier in the server whose parties wait no longer than that, if they do not say otherwise.
     *
     * @param action null: none
     * @param timeout zero or negative: whoever does not complete a meeting at once breaks the barrier
     * @throws RemoteCallException if {@code parties} is less than 1
     * @throws ManagerClosedException if the server is gone or was shut down
     */
    ProcessBarrier barrier(int parties, @Nullable SerializableRunnable action, Duration timeout);

    /**
     * A pool whose workers are children of the server, for all who have its proxy. Items are sent with the call, so
     * there must be an end of them; callbacks and listeners must be serializable, and run in the server. Its other
     * faces, such as {@link ProcessPool#collectingAll()}, live in the server as well. What an {@code imap} gives is
     * fetched result by result. {@code asExecutorService}, and what results have as stages, such as
     * {@code toCompletableFuture}, throw {@link UnsupportedOperationException}: what they return cannot leave the
     * server.
     *
     * @throws RemoteCallException if {@code processes} is less than 1
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.Pool
     */
    ProcessPool pool(int processes);

    /**
     * A pool of the server's, as {@link #pool(int)}, with settings of the program's own.
     *
     * <pre>{@code
     * ProcessPool pool = manager.pool(builder ->
     *         builder.processes(4).initializer(Main::load).maxTasksPerChild(100));
     * }</pre>
     *
     * @param settings runs in the server; the pool is built when it returns. A server that receives values only, as
     *     over TCP, takes it if its class is among those that {@link Builder#allow} names
     * @throws io.multiproc.reduction.NotSendableException if the settings cannot be sent
     * @throws RemoteCallException if the settings fail, or workers do not start
     * @throws ManagerClosedException if the server is gone or was shut down
     * @python multiprocessing.managers.SyncManager.Pool
     */
    ProcessPool pool(SerializableConsumer<? super ProcessPool.Builder> settings);

    /**
     * An object of a type of the program's own.
     *
     * @throws RemoteCallException if its factory fails, or the type is not among the manager's {@link ManagedTypes}
     * @throws ManagerClosedException if the server is gone or was shut down
     */
    <T> T create(Class<T> type);

    /**
     * An object of a type of the program's own, made of an argument.
     *
     * @throws RemoteCallException if its factory fails, or the type is not among the manager's {@link ManagedTypes}
     * @throws ManagerClosedException if the server is gone or was shut down
     */
    <T> T create(Class<T> type, @Nullable Object argument);

    /**
     * Ends the server: asks it to, terminates it if it has not ended after the manager's time for that, and then kills
     * it. Returns when it has ended; does nothing the second time.
     *
     * <p>If this process did not start it, the server goes on; this process does not use it any more.
     *
     * @python multiprocessing.managers.BaseManager.shutdown
     */
    void shutdown();

    /**
     * Waits until the server has ended.
     *
     * @throws IllegalStateException if this process did not start it
     * @throws InterruptedException if this thread is interrupted while waiting
     * @python multiprocessing.managers.BaseManager.join
     */
    void join() throws InterruptedException;

    /**
     * Waits until the server has ended, but no longer than the time given.
     *
     * @param timeout zero or negative: do not wait
     * @return whether it has ended
     * @throws IllegalStateException if this process did not start it
     * @throws InterruptedException if this thread is interrupted while waiting
     */
    boolean join(Duration timeout) throws InterruptedException;

    /** The same as {@link #shutdown}. */
    @Override
    void close();

    /** Describes a manager; not thread-safe, may be used again. */
    interface Builder {

        /** The server's name; without it {@code Manager-1}, {@code Manager-2} and so on. */
        Builder name(String name);

        /** The program's own types; without it there are none. */
        Builder types(ManagedTypes types);

        /**
         * A function that the server runs before it serves anybody; if it fails, so does {@link #build}.
         *
         * @python multiprocessing.managers.BaseManager.start(initializer)
         */
        Builder initializer(SerializableRunnable initializer);

        /** Options for the server's JVM, such as {@code -Xmx2g}, after those taken over from this process. */
        Builder jvmOptions(String... options);

        /**
         * How long {@link Manager#shutdown} waits for the server to end before it terminates it, and then before it
         * kills it; one second without it.
         *
         * @throws IllegalArgumentException if it is negative
         * @python multiprocessing.managers.BaseManager(shutdown_timeout)
         */
        Builder shutdownTimeout(Duration timeout);

        /**
         * Where the server serves, for programs that are not of this one's family: a socket of the file system, or a
         * host and a port, 0 for any that is free; without it at a socket in this program's private directory.
         *
         * <p>Over a Unix socket only processes of the same user connect, and objects of any class are received. Over
         * TCP anybody may be at the other end: whoever has the {@link #authkey} may call all objects, but only objects
         * of the JDK's value types, collections and exceptions are received, by the server and by its clients, and
         * proxies of the server's own, until {@link #allow} or {@link #allowAll} says otherwise; so no functions, which
         * run code of the sender's choice. What is sent is not encrypted without {@link #tls}.
         *
         * @throws IllegalArgumentException if it is of another kind
         * @python multiprocessing.managers.BaseManager(address)
         */
        Builder address(SocketAddress address);

        /**
         * The key that both sides must have; without it, one that only proxies take along.
         *
         * @throws IllegalArgumentException if it is empty
         * @python multiprocessing.managers.BaseManager(authkey)
         */
        Builder authkey(byte[] key);

        /**
         * Encrypts; for TCP only. The server shows the context's certificate, and clients check it, and that it was
         * made for the host name of the address.
         *
         * @param context makes the context; called once in each process that serves or uses the objects, also in one
         *     that got a proxy, so what it needs must be found there
         * @throws io.multiproc.reduction.NotSendableException if it captures what cannot be sent
         */
        Builder tls(SerializableCallable<SSLContext> context);

        /**
         * Also objects of these classes are received from the other side: records, enums, exceptions or other classes,
         * but not their subclasses. From then on all classes but those named and the JDK's are refused, over Unix
         * sockets too. A lambda is received if the class that it was written in is named. A call with any other class
         * fails with a {@link RemoteCallException} that names it; a result with one with an
         * {@link io.multiproc.reduction.UnreadableMessageException}.
         */
        Builder allow(Class<?>... types);

        /**
         * Objects of any class are received, also over TCP. Only for peers that are trusted like this program itself:
         * whoever chooses the classes of a message can have their code run.
         */
        Builder allowAll();

        /**
         * A manager whose server somebody else has started, at the {@link #address} and with the {@link #authkey} given
         * here. Of the types only the interfaces are needed, on the class path; the server has its own.
         *
         * @throws IllegalStateException if either is missing
         * @throws IllegalArgumentException if TLS is asked for at a Unix socket
         * @throws ManagerClosedException if nobody answers there
         * @throws io.multiproc.connection.AuthenticationException if the keys differ
         * @python multiprocessing.managers.BaseManager.connect
         */
        Manager connect();

        /**
         * A server within this process, at the {@link #address} and with the {@link #authkey} given here, which
         * programs {@link #connect} to. It has taken its address when this returns, and serves from
         * {@link ManagerServer#serveForever} on.
         *
         * @throws IllegalStateException if either is missing, or if there is an {@link #initializer} or an option for
         *     the JVM of a server: this program is the server's
         * @throws IllegalArgumentException if TLS is asked for at a Unix socket
         * @throws IOException if it cannot serve at the address: it is in use, or of another machine
         * @python multiprocessing.managers.BaseManager.get_server
         */
        ManagerServer getServer() throws IOException;

        /**
         * Starts the server and returns when it is ready.
         *
         * @throws IllegalArgumentException if TLS is asked for at a Unix socket, as it is without an {@link #address}
         * @throws io.multiproc.process.ProcessException if it does not start; with the initializer's exception as cause
         *     if that fails. Nothing is left running then
         */
        Manager build();
    }
}
