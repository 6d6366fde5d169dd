package io.multiproc.ipc.codec;

import org.jspecify.annotations.Nullable;

/**
 * How an object that cannot be copied crosses: a stand-in travels, and the receiver makes a live object of it.
 *
 * <p>For our own queues, locks and connections, whose identity is a name and not their fields. Codecs at both ends must
 * know the same reductions.
 *
 * @param <T> the class or interface that is replaced; objects of subtypes are replaced too
 * @python multiprocessing.reduction.register
 */
public interface Reduction<T> {

    /** The class or interface whose objects are replaced. */
    Class<T> type();

    /** Under which name {@link Reductions#find} gives the receiver what restores the object. */
    default String restoredBy() {
        return type().getName();
    }

    /**
     * What travels in the object's place; anything that can be sent, a record as a rule.
     *
     * @throws io.multiproc.reduction.NotSendableException if this object, at this time, may not be sent
     * @throws Exception what a reducer of the program throws
     */
    @Nullable
    Object reduce(T value) throws Exception;

    /**
     * The message that was to carry the stand-in was not made after all: something else in it cannot be sent.
     *
     * @param value what was reduced
     * @param standIn what {@link #reduce} gave for it
     */
    default void giveBack(T value, @Nullable Object standIn) {}

    /**
     * The receiver's object, made of what {@link #reduce} gave.
     *
     * @throws Exception what a function of the program throws
     */
    T restore(@Nullable Object standIn) throws Exception;

    /** What is closed if nobody gets the restored object, since its message is not what it must be; null: nothing. */
    default @Nullable AutoCloseable toCloseIfLost(T restored) {
        return null;
    }
}
