package io.multiproc.core.spawn;

import static io.multiproc.Multiprocessing.context;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.programs.Programs;
import java.util.Arrays;

/**
 * A program that prints how many arguments it has, and has a spare print the first ones, which it must be given: a
 * child has no main of the program.
 */
final class ManyArguments {

    private ManyArguments() {}

    public static void main(String[] arguments) throws Exception {
        ForkserverStarter.sparesStandBy().get();
        if (arguments[0].equals("stay")) {
            System.out.println("stays");
            Programs.sleepForever();
        }
        System.out.println(arguments.length + " " + arguments[arguments.length - 1]);
        ChildProcess child = context(StartMethod.FORKSERVER)
                .process(
                        Programs::print,
                        "worked with "
                                + String.join(" ", Arrays.asList(arguments).subList(0, 2)));
        child.start();
        child.join();
    }
}
