package io.multiproc.core.spawn;

import static io.multiproc.Multiprocessing.context;
import static io.multiproc.Multiprocessing.setForkserverPreload;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import java.io.File;
import java.util.List;

/**
 * A program that adds a folder to its class path while it runs, with a class that is nowhere else; its children tell of
 * that.
 */
final class ExtendingProgram {

    /** Says in a property that it is initialized. */
    static final String ADDED = "added.There";

    private ExtendingProgram() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty(
                "java.class.path", System.getProperty("java.class.path") + File.pathSeparator + arguments[0]);
        setForkserverPreload(List.of(ADDED));
        for (StartMethod method : List.of(StartMethod.SPAWN, StartMethod.FORKSERVER)) {
            if (method == StartMethod.FORKSERVER) {
                ForkserverStarter.sparesStandBy().get();
            }
            ChildProcess child = context(method).process(ExtendingProgram::tell, method.name());
            child.start();
            child.join();
        }
    }

    static void tell(String method) throws ClassNotFoundException {
        boolean before = System.getProperty(ADDED) != null;
        Class<?> added = Class.forName(ADDED);
        System.out.println(method + " " + added.getName() + (before ? ": initialized before" : ": found"));
    }
}
