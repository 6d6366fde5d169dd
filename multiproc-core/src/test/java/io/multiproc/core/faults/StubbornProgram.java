package io.multiproc.core.faults;

import static io.multiproc.Multiprocessing.processBuilder;

import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.programs.Programs;

/** A program whose own shutdown hook never ends. */
final class StubbornProgram {

    private StubbornProgram() {}

    public static void main(String[] arguments) throws Exception {
        ChildProcess child = processBuilder().daemon(true).target(Programs::sleepForever);
        child.start();
        Runtime.getRuntime().addShutdownHook(new Thread(Programs::loopForever, "endless-hook"));
        System.out.println("ready");
        child.join();
        Programs.sleepForever();
    }
}
