package io.multiproc.process;

import io.multiproc.function.SerializableBiConsumer;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.function.SerializableConsumer4;
import io.multiproc.function.SerializableConsumer5;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.function.SerializableTriConsumer;
import org.jspecify.annotations.Nullable;

/** A process that calls a function with 0 to 5 arguments. */
final class TargetProcess extends ChildProcess {

    /** Null after the start, and so are the arguments. */
    private @Nullable Object target;

    private @Nullable Object @Nullable [] arguments;

    TargetProcess(ProcessSettings settings, Object target, @Nullable Object[] arguments) {
        super(settings);
        this.target = target;
        this.arguments = arguments;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"
    }) // the builder's overloads tie each target to the types of its arguments
    public void run() throws Exception {
        Object target = this.target;
        @Nullable Object[] a = arguments;
        if (target == null || a == null) {
            throw new IllegalStateException("process '" + name()
                    + "' was started: its target is in the child now (call run() before start(), or call the target)");
        }
        switch (a.length) {
            case 0 -> ((SerializableRunnable) target).run();
            case 1 -> ((SerializableConsumer) target).accept(a[0]);
            case 2 -> ((SerializableBiConsumer) target).accept(a[0], a[1]);
            case 3 -> ((SerializableTriConsumer) target).accept(a[0], a[1], a[2]);
            case 4 -> ((SerializableConsumer4) target).accept(a[0], a[1], a[2], a[3]);
            default -> ((SerializableConsumer5) target).accept(a[0], a[1], a[2], a[3], a[4]);
        }
    }

    @Override
    void forgetWork() {
        target = null;
        arguments = null;
    }
}
