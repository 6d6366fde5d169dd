package io.multiproc.core.launch;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.parentProcess;

import io.multiproc.core.spawn.ForkserverStarter;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * A program whose main class starts a process when it is loaded, also in the child; by the method that is named by a
 * system property, in a spare if there is such a thing.
 */
final class ForkBomb {

    static final String METHOD = "fork.bomb.method";

    private static final int EXIT_CODE = start();

    private ForkBomb() {}

    private static int start() {
        StartMethod method = StartMethod.valueOf(System.getProperty(METHOD));
        try {
            if (method == StartMethod.FORKSERVER && parentProcess().isEmpty()) {
                ForkserverStarter.sparesStandBy().get();
            }
            Set<Long> spares =
                    ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
            ChildProcess child = context(method).process(ForkBomb::target);
            child.start();
            System.out.println("in a spare: " + spares.contains(child.pid().getAsLong()));
            child.join();
            return child.exitCode().getAsInt();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static void target() {
        System.out.println("123");
    }

    public static void main(String[] arguments) {
        System.exit(EXIT_CODE);
    }
}
