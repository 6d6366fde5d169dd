package io.multiproc.core.queue;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.CleanExit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Producers and consumers of one queue are killed at random, all the time.
 *
 * <p>Two producers are spared: all that they put must arrive, but for what a killed consumer had in its hands. Of a
 * killed producer must arrive what it had put first, without a gap. A consumer has one element in its hands at a time.
 */
@ExtendWith(CleanExit.class)
class QueueFaultTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int SPARED = 2;
    private static final int ELEMENTS = 5_000;
    private static final int VICTIMS_ELEMENTS = 2_000;
    private static final int CONSUMERS = 3;
    private static final int KILLS = 10;
    private static final int LIMIT = 100;

    @TempDir
    Path folder;

    private final long seed = Long.getLong("multiproc.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final boolean limited = random.nextBoolean();
    private final String run = "seed=" + seed + ", limited=" + limited;
    private final ProcessQueue<@Nullable String> queue = queue(limited ? LIMIT : 0);
    private final List<ChildProcess> consumers = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();
    private int producers;
    private int killedConsumers;

    @Test
    void whatIsMissingIsOnlyWhatTheDeadHadTaken() throws Exception {
        System.out.println("QueueFaultTest: multiproc.test." + run);
        List<ChildProcess> spared = new ArrayList<>();
        for (int i = 0; i < SPARED; i++) {
            spared.add(startProducer(ELEMENTS));
        }
        ChildProcess victim = startProducer(VICTIMS_ELEMENTS);
        for (int i = 0; i < CONSUMERS; i++) {
            consumers.add(startConsumer());
        }
        for (int i = 0; i < KILLS; i++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(60)); // the time is up to chance
            if (random.nextBoolean()) {
                kill(victim);
                victim = startProducer(VICTIMS_ELEMENTS);
            } else {
                kill(consumers.remove(random.nextInt(CONSUMERS)));
                killedConsumers++;
                consumers.add(startConsumer());
            }
        }
        kill(victim);
        for (ChildProcess producer : spared) {
            assertThat(producer.join(LONG)).as("a producer hangs: %s", run).isTrue();
        }
        endConsumers();
        check(readLogs());
    }

    private ChildProcess startProducer(int elements) {
        ChildProcess producer = process(Producers::putNumbered, queue, "p" + producers++, elements);
        producer.start();
        return producer;
    }

    private ChildProcess startConsumer() {
        Path log = folder.resolve("log-" + logs.size());
        logs.add(log);
        ChildProcess consumer = process(Consumers::log, queue, log.toString());
        consumer.start();
        return consumer;
    }

    private static void kill(ChildProcess child) throws InterruptedException {
        child.kill();
        assertThat(child.join(LONG)).isTrue();
    }

    private void endConsumers() throws InterruptedException {
        for (ChildProcess unused : consumers) {
            queue.put(null, LONG);
        }
        for (ChildProcess consumer : consumers) {
            assertThat(consumer.join(LONG)).as("a consumer hangs: %s", run).isTrue();
        }
        assertThat(queue.size()).as(run).isZero();
        for (int i = 0; limited && i < LIMIT; i++) {
            queue.putNowait("no slot is lost");
        }
        assertThat(queue.isFull()).as(run).isEqualTo(limited);
    }

    private Map<String, Set<Integer>> readLogs() throws Exception {
        Map<String, Set<Integer>> found = new HashMap<>();
        for (Path log : logs) {
            for (String element : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
                String[] parts = element.split(":");
                boolean fresh =
                        found.computeIfAbsent(parts[0], name -> new HashSet<>()).add(Integer.valueOf(parts[1]));
                assertThat(fresh).as("%s twice: %s", element, run).isTrue();
            }
        }
        return found;
    }

    private void check(Map<String, Set<Integer>> found) {
        int missing = 0;
        for (int i = 0; i < producers; i++) {
            Set<Integer> numbers = found.getOrDefault("p" + i, Set.of());
            int put = i < SPARED
                    ? ELEMENTS
                    : numbers.stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
            missing += put - numbers.size();
        }
        assertThat(missing).as("missing: %s", run).isBetween(0, killedConsumers);
    }
}
