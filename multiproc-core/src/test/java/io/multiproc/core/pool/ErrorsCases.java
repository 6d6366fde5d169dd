package io.multiproc.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.testkit.Conforms;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What tasks throw, and what cannot be sent. */
abstract class ErrorsCases {

    @Test
    @Conforms({"_TestPool.test_traceback", "_TestPool.test_wrapped_exception"})
    void uncheckedOnesArriveAsTheyAreWithTheRemoteStack() {
        Throwable thrown = catchThrowable(() -> PoolContract.pool.map(PoolTasks::failAtThree, List.of(1, 2, 3, 4), 1));

        assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class).hasMessage("three");
        assertThat(thrown.getStackTrace()[0].getMethodName()).isEqualTo("failAtThree");
        assertThat(thrown.getSuppressed()).singleElement().isInstanceOfSatisfying(RemoteTaskException.class, e -> {
            assertThat(e.getMessage())
                    .contains("(item 2) failed in ProcessPool-")
                    .contains("three");
            assertThat(e.remoteStackTrace()).contains("PoolTasks.failAtThree(PoolTasks.java:");
            assertThat(e.pid()).isPositive();
        });
    }

    @Test
    void checkedOnesAreTheCauseOfARemoteTaskException() {
        assertThatThrownBy(() -> PoolContract.pool.apply(PoolTasks::checked))
                .isInstanceOf(RemoteTaskException.class)
                .hasCauseInstanceOf(FileNotFoundException.class)
                .hasRootCauseMessage("no such file");
    }

    @Test
    void errorsArriveAsTheyAre() {
        assertThatThrownBy(() -> PoolContract.pool.apply(PoolTasks::error))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("deep");
    }

    @Test
    void aRepeatedGetThrowsAgain() throws Exception {
        AsyncResult<Object> result = PoolContract.pool.applyAsync(PoolTasks::error);
        assertThatThrownBy(result::get).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(result::get).isInstanceOf(StackOverflowError.class);
        assertThat(result.isSuccessful()).isFalse();
    }

    @Test
    void aTaskThatCannotBeSentFailsAtOnce() throws Exception {
        Thread thread = new Thread();
        assertThatThrownBy(() -> PoolContract.pool.applyAsync(t -> t, thread)).isInstanceOf(NotSendableException.class);
        assertThat(PoolContract.pool.apply(PoolTasks::square, 2)).isEqualTo(4);
    }

    @Test
    void anItemThatCannotBeSentFailsTheMapAfterTheOthers() throws Exception {
        List<Object> items = new ArrayList<>(List.of("a", "b"));
        items.add(new Thread());
        assertThatThrownBy(() -> PoolContract.pool.map(item -> item, items, 1))
                .isInstanceOf(NotSendableException.class);
        assertThat(PoolContract.pool.apply(PoolTasks::square, 2)).isEqualTo(4);
    }

    @Test
    void anExceptionThatCannotBeSentArrivesAsText() {
        assertThatThrownBy(() -> PoolContract.pool.apply(PoolTasks::unsendableException))
                .isInstanceOf(RemoteTaskException.class)
                .hasMessageContaining("CarriesThread: told as text")
                .hasMessageContaining("PoolTasks.unsendableException");
    }
}
