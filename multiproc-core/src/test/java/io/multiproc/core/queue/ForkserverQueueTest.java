package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.forceStartMethod;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.CleanExit;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A spare has been started before the queue was made. */
@ExtendWith(CleanExit.class)
class ForkserverQueueTest {

    @AfterEach
    void dropSpares() throws Exception {
        ForkserverStarter.sparesStandBy().get();
        ForkserverStarter.dropSpares();
        forceStartMethod(null);
    }

    @Test
    void aSpareUsesAQueue() throws Exception {
        ProcessQueue<Integer> queue = context(StartMethod.FORKSERVER).queue(10);
        ChildProcess child = context(StartMethod.FORKSERVER).process(Producers::putAll, queue, 0, 1_000);
        child.start();
        for (int i = 0; i < 1_000; i++) {
            assertThat(queue.get(Duration.ofSeconds(50))).isEqualTo(i);
        }
        child.join();
    }
}
