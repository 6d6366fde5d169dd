package io.multiproc.core.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FuturesTest {

    @ParameterizedTest
    @ValueSource(longs = {60, 1L << 33, Long.MAX_VALUE})
    void waitsUntilItIsDone(long seconds) throws Exception {
        CompletableFuture<Void> future = new CompletableFuture<>();
        Thread completer = new Thread(() -> future.complete(null));
        completer.start();

        assertThat(Futures.await(future, Duration.ofSeconds(seconds))).isTrue();
        completer.join();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void doesNotWaitWithoutTime(long seconds) throws Exception {
        assertThat(Futures.await(new CompletableFuture<>(), Duration.ofSeconds(seconds)))
                .isFalse();
        assertThat(Futures.await(CompletableFuture.completedFuture(1), Duration.ofSeconds(seconds)))
                .isTrue();
    }

    @Test
    void isForFuturesThatDoNotFail() {
        CompletableFuture<Void> failed = CompletableFuture.failedFuture(new RuntimeException("cannot happen"));

        assertThatThrownBy(() -> Futures.await(failed))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("cannot happen");
    }
}
