package io.multiproc.core.spawn;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.logging.LogReceiver;
import io.multiproc.core.spawn.output.ChildOutput;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a child logs, and what it says of its end. It hears on the event loop, and is asked by any thread after the end.
 */
final class ChildWords {

    private static final long PATIENCE_SECONDS = 5;

    private final Consumer<byte[]> answers;
    private volatile @Nullable LogReceiver logs;
    private volatile @Nullable String exitStack;

    /**
     * Nothing yet.
     *
     * @param answers sends a frame to the child
     */
    ChildWords(Consumer<byte[]> answers) {
        this.answers = answers;
    }

    /** Most children never log anything. */
    void logged(byte[] payload) {
        LogReceiver current = logs;
        if (current == null) {
            current = new LogReceiver(answers);
            logs = current;
        }
        current.received(payload);
    }

    /** It says which stack has called {@code System.exit}. */
    void exitWasCalled(byte[] payload) {
        exitStack = new String(payload, StandardCharsets.UTF_8);
    }

    /** Completed when what the child printed and logged is where it should be. */
    CompletableFuture<Void> settled(ChildOutput output) {
        LogReceiver received = logs;
        return received == null
                ? output.settled()
                : CompletableFuture.allOf(
                        output.settled(),
                        received.drained().completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    ExitStatus addedTo(ExitStatus status, ChildOutput output) {
        return status.withLastWords(exitStack, output.lastErrorLines());
    }
}
