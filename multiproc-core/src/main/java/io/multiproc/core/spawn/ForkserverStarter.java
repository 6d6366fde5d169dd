package io.multiproc.core.spawn;

import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.child.ChildStarter;
import io.multiproc.core.child.Launch;
import io.multiproc.ipc.hub.LinkListener;
import io.multiproc.process.StartMethod;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Starts a child in a JVM that stands by, where there is one and the child wants no JVM of its own kind; else as
 * {@link SpawnStarter} does.
 */
public final class ForkserverStarter implements ChildStarter {

    /** The spares belong to the process: all starters share them. */
    public ForkserverStarter() {}

    @Override
    public Launch launch(ChildSpec spec, @Nullable LinkListener tasks) {
        Launch begun = Spares.serves(spec.jvm()) ? beginSpare(spec, tasks) : null;
        if (begun != null) {
            return begun;
        }
        ChildLauncher.Started started = ChildLauncher.launch(
                spec.name(),
                spec.jvm(),
                Preparation.of(spec, StartMethod.FORKSERVER).toFrame(),
                tasks);
        return new Launch(started.child(), started.started());
    }

    /** In the first one that stands by and takes the work; null if there is none. */
    private static @Nullable Launch beginSpare(ChildSpec spec, @Nullable LinkListener tasks) {
        Spares spares = Spares.get();
        try {
            for (Spare spare = spares.take(); spare != null; spare = spares.take()) {
                Launch begun = spare.begin(spec, tasks);
                if (begun != null) {
                    return begun;
                }
            }
            return null;
        } finally {
            spares.refillSoon(); // afterwards: to ask for it takes a while, too
        }
    }

    /** What spares load from now on. */
    public static void preload(List<String> classNames) {
        Spares.get().preload(classNames);
    }

    /** Ends the JVMs that stand by; the next start fills them up again. */
    public static void dropSpares() {
        Spares.get().drop();
    }

    /** Completed when as many JVMs stand by as should; for measurements. */
    public static CompletableFuture<Void> sparesStandBy() {
        return Spares.get().standingBy();
    }
}
