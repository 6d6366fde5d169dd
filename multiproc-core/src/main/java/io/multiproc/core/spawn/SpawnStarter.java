package io.multiproc.core.spawn;

import io.multiproc.core.child.ChildSpec;
import io.multiproc.core.child.ChildStarter;
import io.multiproc.core.child.Launch;
import io.multiproc.ipc.hub.LinkListener;
import io.multiproc.process.StartMethod;
import org.jspecify.annotations.Nullable;

/** Starts a fresh JVM for each child. */
public final class SpawnStarter implements ChildStarter {

    /** The only state is that of this process. */
    public SpawnStarter() {}

    @Override
    public Launch launch(ChildSpec spec, @Nullable LinkListener tasks) {
        ChildLauncher.Started started = ChildLauncher.launch(
                spec.name(), spec.jvm(), Preparation.of(spec, StartMethod.SPAWN).toFrame(), tasks);
        return new Launch(started.child(), started.started());
    }
}
