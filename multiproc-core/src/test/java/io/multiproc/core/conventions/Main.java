package io.multiproc.core.conventions;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.ProcessPool;
import java.util.List;

/** The README's first program, and the targets of its second. */
class Main {
    static int square(int n) {
        return n * n;
    }

    static void greet(String name) {
        System.out.println("hello " + name);
    }

    public static void main(String[] args) throws InterruptedException {
        try (ProcessPool pool = pool(4)) {
            System.out.println(pool.map(Main::square, List.of(1, 2, 3)));
        }
    }
}
