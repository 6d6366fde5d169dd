package io.multiproc.reduction;

import io.multiproc.function.SerializableCallable;

/**
 * Tells how objects of a type that cannot be sent are made again in the process that receives them.
 *
 * <pre>{@code
 * Multiprocessing.registerReducer(Database.class, database -> {
 *     String url = database.url();
 *     return () -> Database.open(url);
 * });
 * process(Main::query, database).start(); // the child has a database of its own
 * }</pre>
 *
 * <p>The function that it gives is sent in the object's place, with what it captures, and called by the receiver. An
 * object that occurs several times in one message is made once there.
 *
 * @param <T> the class or interface whose objects are replaced; objects of subtypes are replaced too
 * @see io.multiproc.ProcessContext#registerReducer
 * @python multiprocessing.reduction.register
 */
@FunctionalInterface
public interface Reducer<T> {

    /**
     * Gives the function that makes the object again. Called by the thread that sends, once for each message with the
     * object; must not change it, since the message may still turn out not to be sendable.
     *
     * @param value what is to be sent
     * @return a lambda or method reference that captures only what can be sent; a lambda takes the reducer's
     *     {@code this} along if it uses it
     * @throws Exception if the object cannot be sent now; the sender gets a {@link NotSendableException} with it as
     *     cause
     */
    SerializableCallable<? extends T> reduce(T value) throws Exception;
}
