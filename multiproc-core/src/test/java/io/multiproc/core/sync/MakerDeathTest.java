package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.sharedIntArray;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.Multiprocessing;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.shared.SharedIntArray;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.testkit.programs.Programs;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The process is killed that made the objects which others use. */
@SuppressWarnings("try") // a hold is there to be closed
class MakerDeathTest extends SyncContract {

    private static final int ROUNDS = 20;
    private static final int TURNS = 0;
    private static final int LOCKED = 1;

    /** What the users have of the maker. */
    record Gear(ProcessLock lock, ProcessCondition condition, ProcessBarrier barrier) implements Serializable {}

    static void make(ProcessQueue<Gear> first, ProcessQueue<Gear> second, ProcessQueue<Gear> unread)
            throws InterruptedException {
        Gear gear = new Gear(Multiprocessing.lock(), Multiprocessing.condition(), Multiprocessing.barrier(2));
        first.put(gear);
        second.put(gear);
        unread.put(gear);
        Programs.sleepForever();
    }

    /** Takes turns with another: each meeting, turn and count needs the objects of the dead maker. */
    static void use(
            int place,
            ProcessQueue<Gear> mail,
            ProcessEvent makerIsDead,
            SharedIntArray counts,
            ProcessQueue<String> reports)
            throws Exception {
        Gear gear = mail.get();
        reports.put("has it");
        makerIsDead.await();
        for (int i = 0; i < ROUNDS; i++) {
            gear.barrier().await();
            try (var held = gear.condition().hold()) {
                gear.condition().awaitFor(() -> counts.get(TURNS) % 2 == place);
                counts.set(TURNS, counts.get(TURNS) + 1);
                gear.condition().signalAll();
            }
            try (var held = gear.lock().hold()) {
                counts.set(LOCKED, counts.get(LOCKED) + 1);
            }
        }
    }

    @Test
    void thoseWhoHaveItGoOnAndOthersGetAnError() throws Exception {
        ProcessQueue<Gear> first = queue();
        ProcessQueue<Gear> second = queue();
        ProcessQueue<Gear> unread = queue();
        ProcessQueue<String> reports = queue();
        ProcessEvent makerIsDead = event();
        try (SharedIntArray counts = sharedIntArray(2)) {
            ChildProcess maker = start(process(MakerDeathTest::make, first, second, unread));
            ChildProcess one = start(process(MakerDeathTest::use, 0, first, makerIsDead, counts, reports));
            ChildProcess other = start(process(MakerDeathTest::use, 1, second, makerIsDead, counts, reports));
            assertThat(reports.get(LONG)).isEqualTo("has it");
            assertThat(reports.get(LONG)).isEqualTo("has it");
            await().atMost(LONG).until(() -> unread.size() == 1);
            Path directory = Objects.requireNonNull(
                    RunDirectory.ofTheLiving().get(maker.pid().getAsLong()));
            kill(maker);
            await().atMost(LONG).until(() -> Files.notExists(directory));

            makerIsDead.set();
            join(one);
            join(other);
            assertThat(counts.get(TURNS)).isEqualTo(2 * ROUNDS);
            assertThat(counts.get(LOCKED)).isEqualTo(2 * ROUNDS);
            assertThatThrownBy(() -> unread.get(LONG))
                    .isInstanceOf(UnreadableMessageException.class)
                    .hasMessageContaining("the process that made it has ended");
        }
    }
}
