package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.queue.RandomUser.Report;
import io.multiproc.core.queue.RandomUser.Round;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.CleanExit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Random operations of several processes: nothing is lost, twice there, or out of order. */
@ExtendWith(CleanExit.class)
class QueueModelTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int[] LIMITS = {0, 0, 1, 2, 7, 100};
    private static final int CHILDREN = 3;
    private static final int ROUNDS = Integer.getInteger("multiproc.test.rounds", 60);

    @Test
    void nothingIsLostDoubledOrReordered() throws Exception {
        long seed = Long.getLong("multiproc.test.seed", System.nanoTime());
        ProcessQueue<Report> reports = queue();
        List<ProcessQueue<@Nullable Round>> rounds = new ArrayList<>();
        List<ChildProcess> children = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            rounds.add(queue());
            children.add(process(RandomUser::play, "child-" + i, rounds.get(i), reports));
            children.get(i).start();
        }
        for (int i = 0; i < ROUNDS; i++) {
            play(new Random(seed + i), seed + i, rounds, reports);
        }
        for (int i = 0; i < CHILDREN; i++) {
            rounds.get(i).put(null);
            assertThat(children.get(i).join(LONG)).isTrue();
            assertThat(children.get(i).exitCode()).hasValue(0);
        }
    }

    private static void play(
            Random random, long seed, List<ProcessQueue<@Nullable Round>> rounds, ProcessQueue<Report> reports)
            throws Exception {
        int limit = LIMITS[random.nextInt(LIMITS.length)];
        ProcessQueue<String> queue = queue(limit);
        Round round = new Round(queue, limit, seed);
        for (ProcessQueue<@Nullable Round> child : rounds) {
            child.put(round);
        }
        List<FutureTask<Report>> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String name = "thread-" + i;
            threads.add(new FutureTask<>(() -> RandomUser.play(name, round)));
            new Thread(threads.get(i), name).start();
        }
        List<Report> all = new ArrayList<>();
        for (FutureTask<Report> thread : threads) {
            all.add(thread.get());
        }
        for (int i = 0; i < CHILDREN; i++) {
            all.add(reports.get(LONG));
        }
        List<String> rest = new ArrayList<>();
        while (!queue.isEmpty()) {
            rest.add(queue.get(LONG));
        }
        all.add(new Report("rest", 0, rest));
        check(all, seed);
    }

    private static void check(List<Report> all, long seed) {
        Set<String> got = new HashSet<>();
        Set<String> put = new HashSet<>();
        for (Report report : all) {
            for (int i = 0; i < report.put(); i++) {
                put.add(report.name() + ":" + i);
            }
            Map<String, Integer> last = new HashMap<>();
            for (String element : report.got()) {
                assertThat(got.add(element))
                        .as("%s came twice: seed=%d", element, seed)
                        .isTrue();
                String[] parts = element.split(":");
                int number = Integer.parseInt(parts[1]);
                Integer before = last.put(parts[0], number);
                assertThat(before == null || before < number)
                        .as("%s got %s after number %s: seed=%d", report.name(), element, before, seed)
                        .isTrue();
            }
        }
        assertThat(got).as("what was got and what was put: seed=%d", seed).isEqualTo(put);
    }
}
