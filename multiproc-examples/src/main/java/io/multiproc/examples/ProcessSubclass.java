package io.multiproc.examples;

import io.multiproc.process.ChildProcess;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A class that extends {@code ChildProcess}: what it is given by its constructor travels to the child, where
 * {@code run} is called.
 *
 * <pre>{@code
 * class Summation(multiprocessing.Process):
 *     def __init__(self, first, last):
 *         super().__init__(name='sum of %d to %d' % (first, last))
 *         self.first, self.last = first, last
 *
 *     def run(self):
 *         print(self.name, '=', sum(range(self.first, self.last + 1)), flush=True)
 *
 * if __name__ == '__main__':
 *     jobs = [Summation(1, 10), Summation(1, 1000), Summation(500, 1500)]
 *     for j in jobs:
 *         j.start()
 *         j.join()
 *         print('exit code', j.exitcode)
 * }</pre>
 */
public final class ProcessSubclass {

    private ProcessSubclass() {}

    static final class Summation extends ChildProcess {

        private final int first;
        private final int last;

        Summation(int first, int last) {
            this.first = first;
            this.last = last;
        }

        @Override
        public void run() {
            System.out.println("sum of %d to %d = %d"
                    .formatted(first, last, IntStream.rangeClosed(first, last).sum()));
        }
    }

    public static void main(String[] args) throws InterruptedException {
        for (Summation job : List.of(new Summation(1, 10), new Summation(1, 1000), new Summation(500, 1500))) {
            job.start();
            job.join();
            System.out.println("exit code " + job.exitCode().getAsInt());
        }
    }
}
