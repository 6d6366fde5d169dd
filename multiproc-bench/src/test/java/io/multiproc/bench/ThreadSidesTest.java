package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadSidesTest {

    @ParameterizedTest
    @MethodSource
    void doTheirWork(Side.Opener opener) throws Exception {
        Side side = opener.open();
        try {
            assertThat(side.sample()).isPositive();
        } finally {
            side.close();
        }
    }

    static Stream<Side.Opener> doTheirWork() {
        return Stream.of(
                ThreadSides.threads(ThreadSides::apply),
                ThreadSides.forkJoin(ThreadSides::apply),
                ThreadSides.threads(ThreadSides::invokeAll),
                ThreadSides.forkJoin(ThreadSides::invokeAll),
                ThreadSides.forkJoin(ThreadSides::inOrderOfCompletion),
                ThreadSides.forkJoin(ThreadSides::parallelStream),
                () -> ThreadSides::create,
                ThreadSides.threads(ThreadSides::speedup));
    }
}
