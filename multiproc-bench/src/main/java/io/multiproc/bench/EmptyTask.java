package io.multiproc.bench;

/**
 * What a child does where its start and end are measured. In a class of its own, since a child initializes the class of
 * its target first, with all lambdas that it holds: what {@link Tasks} has for other rows would be measured too.
 */
final class EmptyTask {

    private EmptyTask() {}

    static void run() {}
}
