package io.multiproc.core.spawn;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.setForkserverPreload;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import java.util.List;

/** A program that has a class of its own initialized in spares, and children that tell whether it was. */
final class Preloaded {

    private Preloaded() {}

    public static void main(String[] arguments) throws Exception {
        setForkserverPreload(List.of(Slow.class.getName()));
        for (int i = 0; i < 2; i++) {
            ForkserverStarter.sparesStandBy().get();
            ChildProcess child = context(StartMethod.FORKSERVER).process(Preloaded::tell);
            child.start();
            child.join();
        }
    }

    static void tell() {
        long started =
                ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        long asked = System.currentTimeMillis();
        // a class that is initialized now says so after the question
        System.out.println(
                Slow.INITIALIZED < asked && Slow.INITIALIZED >= started - 1000 ? "initialized before" : "late");
    }

    /** Notes when it was initialized. */
    static final class Slow {

        static final long INITIALIZED = System.currentTimeMillis();

        static {
            while (System.currentTimeMillis() <= INITIALIZED + 2) {
                Thread.onSpinWait();
            }
        }

        private Slow() {}
    }
}
