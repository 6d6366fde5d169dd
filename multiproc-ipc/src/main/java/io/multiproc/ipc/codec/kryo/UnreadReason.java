package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.KryoException;
import org.jspecify.annotations.Nullable;

/**
 * Why something cannot be read.
 *
 * @param text for messages to people
 * @param cause what the program's code or a library has thrown, or null
 */
record UnreadReason(String text, @Nullable Throwable cause) {

    static final String TOO_DEEP = "the objects are nested too deep for the stack of this thread";

    /** Of whatever was thrown meanwhile. */
    static UnreadReason of(Throwable failure) {
        if (failure instanceof StackOverflowError) {
            return new UnreadReason(TOO_DEEP, null);
        }
        if (failure instanceof Damage || failure instanceof Refusal) {
            return new UnreadReason(String.valueOf(failure.getMessage()), failure.getCause());
        }
        if (failure instanceof KryoException && failure.getCause() instanceof Damage damage) {
            return new UnreadReason(String.valueOf(damage.getMessage()), damage.getCause());
        }
        // Whatever damaged bytes or the classes they name throw; that includes errors of class initializers, an
        // exhausted stack, and a heap that has no room for the objects.
        return new UnreadReason(failure.toString(), failure);
    }
}
