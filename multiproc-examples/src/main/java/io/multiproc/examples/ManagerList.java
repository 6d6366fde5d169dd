package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.managers.Manager;
import io.multiproc.process.ChildProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * Several processes append to one list, which a manager keeps.
 *
 * <pre>{@code
 * def work(shared, n):
 *     shared.append(n * n)
 *
 * if __name__ == '__main__':
 *     with Manager() as manager:
 *         shared = manager.list()
 *         ps = [Process(target=work, args=(shared, n)) for n in range(4)]
 *         for p in ps: p.start()
 *         for p in ps: p.join()
 *         print(sorted(shared))
 * }</pre>
 */
public final class ManagerList {

    private ManagerList() {}

    static void work(List<Integer> shared, int n) {
        shared.add(n * n);
    }

    public static void main(String[] args) throws InterruptedException {
        try (Manager manager = manager()) {
            List<Integer> shared = manager.list();
            List<ChildProcess> ps = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                ps.add(process(ManagerList::work, shared, n));
            }
            for (ChildProcess p : ps) {
                p.start();
            }
            for (ChildProcess p : ps) {
                p.join();
            }
            System.out.println(shared.stream().sorted().toList());
        }
    }
}
