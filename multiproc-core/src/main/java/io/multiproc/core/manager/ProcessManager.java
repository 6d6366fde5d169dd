package io.multiproc.core.manager;

import io.multiproc.core.manager.client.Clients;
import io.multiproc.core.manager.client.ManagerClient;
import io.multiproc.core.manager.wire.CalledMethod;
import io.multiproc.core.manager.wire.Creation;
import io.multiproc.core.manager.wire.Kind;
import io.multiproc.core.manager.wire.Methods;
import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.managers.ManagedArray;
import io.multiproc.managers.ManagedNamespace;
import io.multiproc.managers.ManagedQueue;
import io.multiproc.managers.ManagedValue;
import io.multiproc.managers.Manager;
import io.multiproc.pool.ProcessPool;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A manager, whose server is a child of this process or was there before. */
final class ProcessManager implements Manager {

    private static final CalledMethod MAKE = creation("make", Kind.class, Object.class);
    private static final CalledMethod MAKE_OWN = creation("makeOwn", String.class, Object.class);

    private final @Nullable ManagerProcess process;
    private final ManagerClient client;

    /**
     * A manager.
     *
     * @param process the server's, if it is a child of this one
     */
    ProcessManager(ServerIdentity server, @Nullable ManagerProcess process) {
        this.process = process;
        this.client = Clients.of(server);
    }

    private static CalledMethod creation(String name, Class<?>... parameters) {
        return CalledMethod.operation(
                Methods.nameOf(Methods.named(Creation.class, name, parameters)), "Manager." + name);
    }

    @Override
    public String name() {
        return client.server().name();
    }

    @Override
    public long pid() {
        return client.server().pid();
    }

    @Override
    public SocketAddress address() {
        return client.server().access().socketAddress();
    }

    @Override
    public boolean isAlive() {
        return process != null ? process.isAlive() : client.isOpen();
    }

    @Override
    public OptionalInt exitCode() {
        return process != null ? process.exitCode() : OptionalInt.empty();
    }

    @Override
    public <E extends @Nullable Object> List<E> list(Collection<? extends E> elements) {
        return make(Kind.LIST, Objects.requireNonNull(elements, "elements"));
    }

    @Override
    public <K extends @Nullable Object, V extends @Nullable Object> Map<K, V> dict(
            Map<? extends K, ? extends V> entries) {
        return make(Kind.DICT, Objects.requireNonNull(entries, "entries"));
    }

    @Override
    public <E extends @Nullable Object> Set<E> set(Collection<? extends E> elements) {
        return make(Kind.SET, Objects.requireNonNull(elements, "elements"));
    }

    @Override
    public ManagedNamespace namespace(Map<String, ? extends @Nullable Object> attributes) {
        return make(Kind.NAMESPACE, Objects.requireNonNull(attributes, "attributes"));
    }

    @Override
    public <T extends @Nullable Object> ManagedValue<T> value(T initial) {
        return make(Kind.VALUE, initial);
    }

    @Override
    public <E extends @Nullable Object> ManagedArray<E> array(Collection<? extends E> values) {
        return make(Kind.ARRAY, Objects.requireNonNull(values, "values"));
    }

    @Override
    public <E extends @Nullable Object> ManagedQueue<E> queue(int maxSize) {
        return make(Kind.QUEUE, maxSize);
    }

    @Override
    public ProcessLock lock() {
        return make(Kind.LOCK, null);
    }

    @Override
    public ReentrantProcessLock rlock() {
        return make(Kind.RLOCK, null);
    }

    @Override
    public ProcessSemaphore semaphore(int value) {
        return make(Kind.SEMAPHORE, value);
    }

    @Override
    public BoundedProcessSemaphore boundedSemaphore(int value) {
        return make(Kind.BOUNDED_SEMAPHORE, value);
    }

    @Override
    public BoundedProcessSemaphore returningSemaphore(int permits) {
        return make(Kind.RETURNING_SEMAPHORE, permits);
    }

    @Override
    public ProcessCondition condition() {
        return make(Kind.CONDITION, null);
    }

    @Override
    public ProcessCondition condition(ProcessLock lock) {
        return make(Kind.CONDITION, Objects.requireNonNull(lock, "lock"));
    }

    @Override
    public ProcessEvent event() {
        return make(Kind.EVENT, null);
    }

    @Override
    public ProcessBarrier barrier(int parties) {
        return make(Kind.BARRIER, new @Nullable Object[] {parties, null, null});
    }

    @Override
    public ProcessBarrier barrier(int parties, SerializableRunnable action) {
        return make(Kind.BARRIER, new @Nullable Object[] {parties, Objects.requireNonNull(action, "action"), null});
    }

    @Override
    public ProcessBarrier barrier(int parties, @Nullable SerializableRunnable action, Duration timeout) {
        return make(Kind.BARRIER, new @Nullable Object[] {parties, action, Objects.requireNonNull(timeout, "timeout")});
    }

    @Override
    public ProcessPool pool(int processes) {
        return make(Kind.POOL, processes);
    }

    @Override
    public ProcessPool pool(SerializableConsumer<? super ProcessPool.Builder> settings) {
        return make(Kind.POOL, Objects.requireNonNull(settings, "settings"));
    }

    @Override
    public <T> T create(Class<T> type) {
        return create(type, null);
    }

    @Override
    public <T> T create(Class<T> type, @Nullable Object argument) {
        return type.cast(call(MAKE_OWN, Objects.requireNonNull(type, "type").getName(), argument));
    }

    @Override
    public void shutdown() {
        client.close(process != null ? "was shut down" : "is not used by this process any more");
        if (process != null) {
            process.shutdown();
        }
    }

    @Override
    public void join() throws InterruptedException {
        boolean unused = join(Duration.ofSeconds(Long.MAX_VALUE));
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        if (process == null) {
            throw new IllegalStateException(
                    client.server().inWords() + " was not started by this process: only its parent can join it");
        }
        return process.join(timeout);
    }

    @Override
    public void close() {
        shutdown();
    }

    /** Name, process id and whether it runs. */
    @Override
    public String toString() {
        return "Manager(name='" + name() + "', pid=" + pid() + (isAlive() ? ")" : ", ended)");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the server makes what the kind says
    private <T> T make(Kind kind, @Nullable Object argument) {
        return (T) call(MAKE, kind, argument);
    }

    private Object call(CalledMethod method, Object what, @Nullable Object argument) {
        return Objects.requireNonNull(client.callWithoutThrows(Creation.NUMBER, method, what, argument), "proxy");
    }
}
