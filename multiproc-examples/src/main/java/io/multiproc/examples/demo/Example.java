package io.multiproc.examples.demo;

import io.multiproc.examples.ForkTour;
import io.multiproc.examples.ImageThumbnails;
import io.multiproc.examples.PoolMap;
import io.multiproc.examples.RunProc;
import java.util.List;

/**
 * A program that {@code ./demo} runs by name.
 *
 * @param name its name on the command line
 * @param description what it shows, in one line
 * @param program its main method
 */
record Example(String name, String description, Program program) {

    /** The one place to add another to. */
    static final List<Example> ALL = List.of(
            new Example(
                    "fork-tour",
                    "what a program with os.fork becomes, and a child that cannot be created",
                    ForkTour::main),
            new Example("run-proc", "start one process with an argument and wait for it", RunProc::main),
            new Example("pool-map", "the squares of 0 to 9, on four worker processes", PoolMap::main),
            new Example(
                    "image-thumbnails",
                    "thumbnails of the pictures in a folder, into another: [DIR [OUT]]",
                    ImageThumbnails::main));

    /** A {@code main} method. */
    @FunctionalInterface
    interface Program {

        void run(String[] arguments) throws Exception;
    }
}
