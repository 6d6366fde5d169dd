package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.managers.Manager;
import io.multiproc.process.ChildProcess;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A child changes a map and a list that a manager keeps.
 *
 * <pre>{@code
 * def f(d, l):
 *     d[1] = '1'
 *     d['2'] = 2
 *     d[0.25] = None
 *     l.reverse()
 *
 * if __name__ == '__main__':
 *     with Manager() as manager:
 *         d = manager.dict()
 *         l = manager.list(range(10))
 *         p = Process(target=f, args=(d, l))
 *         p.start()
 *         p.join()
 *         print(d)
 *         print(l)
 * }</pre>
 */
public final class ManagerDictAndList {

    private ManagerDictAndList() {}

    static void f(Map<Object, Object> d, List<Integer> l) {
        d.put(1, "1");
        d.put("2", 2);
        d.put(0.25, List.of());
        Collections.reverse(l);
    }

    public static void main(String[] args) throws InterruptedException {
        try (Manager manager = manager()) {
            Map<Object, Object> d = manager.dict();
            List<Integer> l = manager.list(IntStream.range(0, 10).boxed().toList());
            ChildProcess p = process(ManagerDictAndList::f, d, l);
            p.start();
            p.join();
            System.out.println(d);
            System.out.println(l);
        }
    }
}
