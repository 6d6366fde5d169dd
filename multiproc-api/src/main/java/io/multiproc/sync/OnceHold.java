package io.multiproc.sync;

import java.util.concurrent.atomic.AtomicBoolean;

/** Releases once: closed again it would release what somebody else has got meanwhile. */
final class OnceHold implements Hold {

    private final Runnable release;
    private final AtomicBoolean released = new AtomicBoolean();

    OnceHold(Runnable release) {
        this.release = release;
    }

    @Override
    public void close() {
        if (released.compareAndSet(false, true)) {
            release.run();
        }
    }
}
