package io.multiproc.ipc.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.Cleaner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NamedThreadsTest {

    @Test
    void aCleanersThreadHasTheNameAndHoldsNothingUp() throws Exception {
        Cleaner cleaner = NamedThreads.cleaner("multiproc-cleaner-test");
        CompletableFuture<Thread> cleaned = new CompletableFuture<>();
        cleaner.register(new Object(), () -> cleaned.complete(Thread.currentThread()));
        await().atMost(50, TimeUnit.SECONDS).until(() -> {
            System.gc();
            return cleaned.isDone();
        });
        assertThat(cleaned.get().getName()).isEqualTo("multiproc-cleaner-test");
        assertThat(cleaned.get().isDaemon()).isTrue();
    }

    @Test
    void anActionThatWaitsDoesNotHoldUpTheNext() throws Exception {
        var executor = NamedThreads.oneForEach("multiproc-test");
        CompletableFuture<Thread> first = new CompletableFuture<>();
        CompletableFuture<Thread> second = new CompletableFuture<>();
        executor.execute(() -> first.complete(second.join()));
        executor.execute(() -> second.complete(Thread.currentThread()));
        Thread thread = first.get(50, TimeUnit.SECONDS);
        assertThat(thread.getName()).isEqualTo("multiproc-test");
        assertThat(thread.isDaemon()).isTrue();
    }
}
