package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;

/**
 * A worker puts a greeting into a queue, and the main process gets it.
 *
 * <pre>{@code
 * def f(q):
 *     q.put('hello from worker')
 *
 * if __name__ == '__main__':
 *     q = Queue()
 *     p = Process(target=f, args=(q,))
 *     p.start()
 *     print(q.get())
 *     p.join()
 * }</pre>
 */
public final class QueueHello {

    private QueueHello() {}

    static void f(ProcessQueue<String> q) throws InterruptedException {
        q.put("hello from worker");
    }

    public static void main(String[] args) throws InterruptedException {
        ProcessQueue<String> q = queue();
        ChildProcess p = process(QueueHello::f, q);
        p.start();
        System.out.println(q.get());
        p.join();
    }
}
