package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.currentProcess;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.testkit.Conforms;
import org.junit.jupiter.api.Test;

/** What holds besides for locks in shared memory. */
abstract class SharedLockContract extends LockContract {

    @Test
    @Conforms("_TestLock.test_repr_lock")
    void textNamesTheOwnerOfALock() throws Exception {
        textNamesTheOwner(lock(), "ProcessLock(owner=%s)");
    }

    @Test
    @Conforms("_TestLock.test_repr_rlock")
    void textNamesTheOwnerOfAReentrantLock() throws Exception {
        ReentrantProcessLock lock = rlock();
        assertThat(lock).hasToString("ReentrantProcessLock(owner=none, count=0)");
        lock.acquire();
        textNamesTheOwner(lock, "ReentrantProcessLock(owner=%s, count=1)");
    }

    private void textNamesTheOwner(ProcessLock lock, String text) throws Exception {
        if (lock.isLocked()) {
            lock.release();
        } else {
            assertThat(lock).hasToString(text.formatted("none"));
        }
        inThread(() -> {
                    lock.acquire();
                    assertThat(lock).hasToString(text.formatted(currentProcess().name() + "|another"));
                    lock.release();
                })
                .get();
        lock.acquire();
        assertThat(lock).hasToString(text.formatted(currentProcess().name()));
        inThread(() -> assertThat(lock).hasToString(text.formatted("another thread of this process")))
                .get();
        ProcessQueue<String> reports = queue();
        join(start(process(LockUsers::tryAndReport, lock, reports)));
        assertThat(reports.get(LONG))
                .startsWith("false false ")
                .containsAnyOf(
                        text.formatted("another process, pid "
                                + ProcessHandle.current().pid()),
                        text.formatted("another thread of this process"));
    }
}
