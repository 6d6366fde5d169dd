package io.multiproc.core.spawn;

import static io.multiproc.Multiprocessing.context;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.programs.Programs;

/** A program that prints how many arguments it has, and has a spare print that it worked. */
final class ManyArguments {

    private ManyArguments() {}

    public static void main(String[] arguments) throws Exception {
        ForkserverStarter.sparesStandBy().get();
        if (arguments[0].equals("stay")) {
            System.out.println("stays");
            Programs.sleepForever();
        }
        System.out.println(arguments.length + " " + arguments[arguments.length - 1]);
        ChildProcess child = context(StartMethod.FORKSERVER).process(Programs::print, "worked");
        child.start();
        child.join();
    }
}
