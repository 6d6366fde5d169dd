package io.multiproc.core.launch;

/** A Java agent that says when it is loaded. */
public final class Agent {

    private Agent() {}

    public static void premain(String arguments) {
        System.out.println("agent loaded");
    }
}
