package io.multiproc.examples.demo;

/** Entry point of {@code ./demo}. */
public final class DemoMain {

    private DemoMain() {}

    public static void main(String[] args) {
        System.exit(DemoCommand.commandLine(Display.standard()).execute(args));
    }
}
