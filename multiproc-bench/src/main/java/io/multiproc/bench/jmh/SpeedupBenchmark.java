package io.multiproc.bench.jmh;

import io.multiproc.Multiprocessing;
import io.multiproc.bench.Primes;
import io.multiproc.pool.ProcessPool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Two equal tasks of about half a second that only compute: one after the other in this JVM, or in a pool of two. The
 * speed-up is the ratio of the two scores, at best 2. Warming up runs each task in each worker as often as in this JVM.
 *
 * <p>Run: {@code ./bench jmh speedup}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class SpeedupBenchmark {

    private static final List<Integer> TASKS = List.of(Primes.BELOW, Primes.BELOW);

    /** Both tasks, one after the other, in this JVM. */
    @Benchmark
    public int sequential() {
        int sum = 0;
        for (int below : TASKS) {
            sum += Primes.countBelow(below);
        }
        return sum;
    }

    /** Both tasks at once, each in a child JVM. */
    @Benchmark
    public List<Integer> poolOfTwo(WarmPool warm) throws InterruptedException {
        return warm.pool.map(Primes::countBelow, TASKS, 1);
    }

    /** A pool that lasts as long as the fork, so that its workers warm up with it. */
    @State(Scope.Benchmark)
    public static class WarmPool {

        @SuppressWarnings("NullAway.Init") // by start()
        ProcessPool pool;

        /** Starts the workers. */
        @Setup(Level.Trial)
        public void start() {
            pool = Multiprocessing.pool(TASKS.size());
        }

        /** Ends the workers. */
        @TearDown(Level.Trial)
        public void close() {
            pool.close();
        }
    }
}
