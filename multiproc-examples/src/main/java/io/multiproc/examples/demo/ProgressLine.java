package io.multiproc.examples.demo;

/** Shows how far a job is. */
interface ProgressLine extends AutoCloseable {

    /** One more is done. */
    void step();

    /** Ends the line; what is printed from now on stands below it. */
    @Override
    void close();
}
