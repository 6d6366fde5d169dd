package io.multiproc.core.shared;

import io.multiproc.core.sync.SyncObjects;
import io.multiproc.ipc.codec.Reductions;
import io.multiproc.sync.ProcessLock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value or an array: what all of them have.
 *
 * @param <S> its type, as programs see it
 */
abstract class SharedObject<S> {

    static {
        Reductions.register(new SharedObjectReduction());
    }

    private final Kind kind;
    private final Part part;

    /** Null until somebody asks, here or by receiving the object: many never need it. Set once, guarded by the part. */
    private volatile @Nullable ProcessLock lock;

    SharedObject(Kind kind, Part part, @Nullable ProcessLock lock) {
        this.kind = kind;
        this.part = part;
        this.lock = lock;
    }

    /** What it is. */
    final Kind kind() {
        return kind;
    }

    /** Where it is. */
    final Part part() {
        return part;
    }

    /** The lock that goes with it. */
    public final ProcessLock lock() {
        ProcessLock current = lock;
        return current != null ? current : makeLock();
    }

    /** The same memory with that lock. */
    @SuppressWarnings("unchecked") // a kind makes what has its type
    public final S withLock(ProcessLock lock) {
        return (S) kind.make(part, Objects.requireNonNull(lock, "lock"));
    }

    private ProcessLock makeLock() {
        synchronized (part) {
            ProcessLock current = lock;
            if (current == null) {
                current = SyncObjects.reentrantLock();
                lock = current;
            }
            return current;
        }
    }
}
