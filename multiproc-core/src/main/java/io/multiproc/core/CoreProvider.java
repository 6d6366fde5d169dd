package io.multiproc.core;

import io.multiproc.MultiprocessingProvider;
import io.multiproc.ProcessContext;
import io.multiproc.core.current.CurrentTask;
import io.multiproc.core.current.DefaultStartMethod;
import io.multiproc.process.StartMethod;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The implementation of multiproc on child JVMs. */
public final class CoreProvider implements MultiprocessingProvider {

    private final Map<StartMethod, ProcessContext> contexts = new EnumMap<>(StartMethod.class);

    /** For the service loader. */
    public CoreProvider() {
        for (StartMethod method : StartMethod.values()) {
            contexts.put(method, new CoreContext(method));
        }
    }

    @Override
    public ProcessContext context() {
        return context(DefaultStartMethod.get());
    }

    @Override
    public ProcessContext context(StartMethod method) {
        return Objects.requireNonNull(contexts.get(method));
    }

    @Override
    public void progressOfTask() {
        CurrentTask.progress();
    }

    @Override
    public @Nullable String labelOfTask() {
        return CurrentTask.label();
    }

    @Override
    public void setStartMethod(@Nullable StartMethod method, boolean force) {
        DefaultStartMethod.choose(method, force);
    }
}
