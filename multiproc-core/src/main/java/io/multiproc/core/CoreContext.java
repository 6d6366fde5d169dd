package io.multiproc.core;

import io.multiproc.connection.ClientBuilder;
import io.multiproc.connection.ConnectionListener;
import io.multiproc.connection.Pipe;
import io.multiproc.core.connection.Pipes;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.OnceAction;
import io.multiproc.core.current.Processors;
import io.multiproc.core.listener.SocketClientBuilder;
import io.multiproc.core.listener.SocketListenerBuilder;
import io.multiproc.core.logging.PackageLogger;
import io.multiproc.core.manager.ProcessManagerBuilder;
import io.multiproc.core.pool.SharedPool;
import io.multiproc.core.pool.WorkerPoolBuilder;
import io.multiproc.core.pool.outcome.CompletionIterator;
import io.multiproc.core.pool.outcome.ResultWait;
import io.multiproc.core.process.ProcessTable;
import io.multiproc.core.queue.CodedQueueBuilder;
import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.core.spawn.JavaExecutable;
import io.multiproc.core.waiting.AnyWaiter;
import io.multiproc.ipc.codec.Reductions;
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
import io.multiproc.process.ProcessSettings;
import io.multiproc.process.StartMethod;
import io.multiproc.process.Waitable;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.SimpleQueue;
import io.multiproc.reduction.Reducer;
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

/** Everything, with one way to start processes. */
final class CoreContext extends SyncContext {

    private final StartMethod startMethod;

    CoreContext(StartMethod startMethod) {
        this.startMethod = startMethod;
    }

    @Override
    public StartMethod startMethod() {
        return startMethod;
    }

    @Override
    public ChildProcess.Builder processBuilder() {
        return ChildProcess.builder(ProcessSettings.defaults().startMethod(startMethod));
    }

    @Override
    public ProcessPool sharedPool() {
        return SharedPool.get(startMethod);
    }

    @Override
    public <S> S workerState(Class<S> type) {
        Object state = CurrentProcess.get().workerState();
        if (state == null) {
            throw new IllegalStateException("no worker state here: type=" + type.getName()
                    + " (it is made by poolBuilder().workerState(…), and asked for by tasks of that pool)");
        }
        if (!type.isInstance(state)) {
            throw new IllegalStateException("the worker state is not of that type: type=" + type.getName() + ", state="
                    + state.getClass().getName());
        }
        return type.cast(state);
    }

    @Override
    public ProcessPool.Builder poolBuilder() {
        return new WorkerPoolBuilder(startMethod);
    }

    @Override
    public Pipe pipe(boolean duplex) {
        return Pipes.create(duplex);
    }

    @Override
    public ConnectionListener.Builder listenerBuilder() {
        return new SocketListenerBuilder();
    }

    @Override
    public ClientBuilder clientBuilder() {
        return new SocketClientBuilder();
    }

    @Override
    public Waitable waitable(SocketChannel socket) {
        return Pipes.waitable(socket);
    }

    @Override
    public <E extends @Nullable Object> SimpleQueue<E> simpleQueue() {
        return CodedQueueBuilder.simple();
    }

    @Override
    public ProcessQueue.Builder queueBuilder() {
        return new CodedQueueBuilder();
    }

    @Override
    public Manager.Builder managerBuilder() {
        return new ProcessManagerBuilder(startMethod);
    }

    @Override
    public ProcessInfo currentProcess() {
        return CurrentProcess.get();
    }

    @Override
    public Optional<ParentProcess> parentProcess() {
        return CurrentProcess.get().parent().map(parent -> parent);
    }

    @Override
    public List<ChildProcess> activeChildren() {
        return ProcessTable.active();
    }

    @Override
    public int cpuCount() {
        return Processors.ofMachine();
    }

    @Override
    public int usableCpuCount() {
        return Processors.usable();
    }

    @Override
    public <W extends Waitable> List<W> awaitAny(Collection<W> objects) throws InterruptedException {
        return AnyWaiter.await(objects, null);
    }

    @Override
    public <W extends Waitable> List<W> awaitAny(Collection<W> objects, Duration timeout) throws InterruptedException {
        return AnyWaiter.await(objects, Objects.requireNonNull(timeout, "timeout"));
    }

    @Override
    public <R extends AsyncResult<?>> DoneAndNotDone<R> awaitResults(Collection<R> results, ReturnWhen returnWhen)
            throws InterruptedException {
        return ResultWait.await(results, returnWhen, null);
    }

    @Override
    public <R extends AsyncResult<?>> DoneAndNotDone<R> awaitResults(
            Collection<R> results, ReturnWhen returnWhen, Duration timeout) throws InterruptedException {
        return ResultWait.await(results, returnWhen, Objects.requireNonNull(timeout, "timeout"));
    }

    @Override
    public <R extends AsyncResult<?>> ResultIterator<R> asCompleted(Collection<R> results) {
        return new CompletionIterator<>(results);
    }

    @Override
    public Logger logger() {
        return PackageLogger.get();
    }

    @Override
    public Logger logToStderr() {
        return PackageLogger.toStderr();
    }

    @Override
    public Logger logToStderr(Level level) {
        Logger logger = PackageLogger.toStderr();
        logger.setLevel(Objects.requireNonNull(level, "level"));
        return logger;
    }

    @Override
    public void setExecutable(Path java) {
        JavaExecutable.set(java);
    }

    @Override
    public void setForkserverPreload(List<String> classNames) {
        ForkserverStarter.preload(classNames);
    }

    @Override
    public <T> void registerReducer(Class<T> type, Reducer<T> reducer) {
        Reductions.register(type, reducer);
    }

    @Override
    public Finalizer finalizer(Object referent, Runnable action) {
        return OnceAction.onGarbage(referent, action);
    }

    @Override
    public Finalizer finalizer(Object referent, Runnable action, int exitPriority) {
        return OnceAction.atExit(referent, action, exitPriority);
    }
}
