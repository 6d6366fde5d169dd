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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random operations of several processes: nothing is lost, twice there, or out of order.
 *
 * <p>{@code -Dmultiproc.test.rounds=2000} plays more rounds, {@code -Dmultiproc.test.seed=N} those of another run
 * again. A tenth of the rounds is played by processes; in the others their part is taken by threads of this one, each
 * with a link, a board and threads like those of a process.
 */
@ExtendWith(CleanExit.class)
class QueueModelTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int[] LIMITS = {0, 0, 1, 2, 7, 100};
    private static final int CHILDREN = 3;
    private static final int ROUNDS = Integer.getInteger("multiproc.test.rounds", 150);
    private static final long SEED = Long.getLong("multiproc.test.seed", System.nanoTime());
    private static final int UNHURRIED_MICROS = 1_000;
    private static final int HURRIED_MICROS = 100;

    @BeforeAll
    static void tellTheSeed() {
        System.out.println("QueueModelTest: multiproc.test.seed=" + SEED + ", multiproc.test.rounds=" + ROUNDS);
    }

    @Test
    void nothingIsLostDoubledOrReordered() throws Exception {
        ProcessQueue<Report> reports = queue();
        List<ProcessQueue<@Nullable Round>> rounds = new ArrayList<>();
        List<ChildProcess> children = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            rounds.add(queue());
            children.add(process(RandomUser::play, "child-" + i, rounds.get(i), reports));
            children.get(i).start();
        }
        for (int i = 0; i < (ROUNDS + 9) / 10; i++) {
            Round round = begin(SEED + i, UNHURRIED_MICROS);
            for (ProcessQueue<@Nullable Round> child : rounds) {
                child.put(round);
            }
            List<Report> all = playInThreads(List.of(round, round));
            for (int child = 0; child < CHILDREN; child++) {
                all.add(reports.get(LONG));
            }
            end(round, all);
        }
        for (int i = 0; i < CHILDREN; i++) {
            rounds.get(i).put(null);
            assertThat(children.get(i).join(LONG)).isTrue();
            assertThat(children.get(i).exitCode()).hasValue(0);
        }
    }

    @Test
    void norIsItByUsersInOneProcess() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Round round = begin(SEED + i, HURRIED_MICROS);
            List<Round> users = new ArrayList<>(List.of(round));
            for (int user = 0; user < CHILDREN; user++) {
                users.add(new Round(Attached.to(round.queue()), round.limit(), round.seed(), HURRIED_MICROS));
            }
            List<Report> all = playInThreads(users);
            users.remove(round);
            for (Round user : users) {
                user.queue().close();
                user.queue().joinThread();
            }
            end(round, all);
        }
    }

    private static Round begin(long seed, int micros) {
        int limit = LIMITS[new Random(seed).nextInt(LIMITS.length)];
        return new Round(queue(limit), limit, seed, micros);
    }

    private static List<Report> playInThreads(List<Round> rounds) throws Exception {
        List<FutureTask<Report>> threads = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            String name = "thread-" + i;
            Round round = rounds.get(i);
            threads.add(new FutureTask<>(() -> RandomUser.play(name, round)));
            new Thread(threads.get(i), name).start();
        }
        List<Report> all = new ArrayList<>();
        for (FutureTask<Report> thread : threads) {
            all.add(thread.get());
        }
        return all;
    }

    private static void end(Round round, List<Report> all) throws InterruptedException {
        List<String> rest = new ArrayList<>();
        while (!round.queue().isEmpty()) {
            rest.add(round.queue().get(LONG));
        }
        all.add(new Report("rest", 0, rest));
        check(all, round.seed());
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
