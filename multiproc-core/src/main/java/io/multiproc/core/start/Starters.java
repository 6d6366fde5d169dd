package io.multiproc.core.start;

import io.multiproc.core.child.ChildStarter;
import io.multiproc.core.current.DefaultStartMethod;
import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.core.spawn.SpawnStarter;
import io.multiproc.core.thread.ThreadStarter;
import io.multiproc.process.StartMethod;
import org.jspecify.annotations.Nullable;

/** Finds who starts children by a method. */
public final class Starters {

    private Starters() {}

    /** Who starts children by that method; null: by the default one. */
    public static ChildStarter of(@Nullable StartMethod method) {
        return switch (method == null ? DefaultStartMethod.get() : method) {
            case SPAWN -> new SpawnStarter();
            case FORKSERVER -> new ForkserverStarter();
            case THREAD -> new ThreadStarter();
        };
    }
}
