package io.multiproc.core.manager.view;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.sync.Hold;
import io.multiproc.sync.ProcessCondition;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the proxies of locks, conditions and results of pools do in this process: scopes, predicates, and iterations.
 */
public final class SyncCalls {

    private static final String AWAIT_FOR = "awaitFor";

    private SyncCalls() {}

    public static boolean isDoneHere(Method method) {
        return isByOthers(method)
                || isNotFromAfar(method)
                || (method.getDeclaringClass() == ProcessCondition.class
                        && method.getName().equals(AWAIT_FOR));
    }

    public static @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
        if (isNotFromAfar(method)) {
            Class<?> face = isOfStages(method) ? AsyncResult.class : ProcessPool.class;
            String type = face.getSimpleName();
            throw new UnsupportedOperationException(type + "." + method.getName()
                    + " is not for a pool of a manager: what it returns cannot leave the server (use the other methods of "
                    + type + ")");
        }
        if (isByOthers(method)) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        BooleanSupplier predicate = (BooleanSupplier) Objects.requireNonNull(arguments[0], "predicate");
        ((ProcessCondition) proxy).signal(0); // wakes nobody: only who has the lock may ask the predicate
        if (arguments.length == 1) {
            awaitFor((ProcessCondition) proxy, predicate);
            return null;
        }
        return awaitFor(
                (ProcessCondition) proxy, predicate, (Duration) Objects.requireNonNull(arguments[1], "timeout"));
    }

    /** Methods that do what they do by other methods of the interface, with something of this process. */
    private static boolean isByOthers(Method method) {
        return method.isDefault()
                && (method.getReturnType() == Hold.class
                        || method.getReturnType() == Stream.class
                        || method.getName().equals("forEachRemaining"));
    }

    /** Of pools and their results: what they return works in their own process only. */
    private static boolean isNotFromAfar(Method method) {
        return (method.getDeclaringClass() == ProcessPool.class && method.getReturnType() == ExecutorService.class)
                || isOfStages(method);
    }

    private static boolean isOfStages(Method method) {
        Class<?> result = method.getReturnType(); // some return the AsyncResult itself, which is a proxy there
        return method.getDeclaringClass().isAssignableFrom(AsyncResult.class)
                && (result == CompletionStage.class || result == CompletableFuture.class);
    }

    private static void awaitFor(ProcessCondition condition, BooleanSupplier predicate) throws InterruptedException {
        while (!predicate.getAsBoolean()) {
            condition.await();
        }
    }

    private static boolean awaitFor(ProcessCondition condition, BooleanSupplier predicate, Duration timeout)
            throws InterruptedException {
        long deadline = Deadline.after(timeout);
        boolean met = predicate.getAsBoolean();
        while (!met && !Deadline.isOver(deadline)) {
            boolean unused = condition.await(Duration.ofNanos(Deadline.remaining(deadline)));
            met = predicate.getAsBoolean();
        }
        return met;
    }
}
