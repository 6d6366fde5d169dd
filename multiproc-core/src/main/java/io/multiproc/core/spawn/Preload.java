package io.multiproc.core.spawn;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a spare does before it is needed: loads what a start needs, and what the program wants loaded.
 *
 * <p>The payload of a PRELOAD frame is lines of UTF-8: first the program's main class, to be loaded only, or nothing;
 * then the classes to be initialized as well.
 */
final class Preload {

    /** Needed between the arrival of the work and the end of the process, and not loaded by the rehearsal. */
    private static final List<String> OWN = List.of(
            "io.multiproc.core.spawn.ControlReader$Role",
            "io.multiproc.core.spawn.SpawnContext",
            "io.multiproc.core.spawn.SpawnMain$Notice",
            "io.multiproc.core.spawn.SpawnMain$LastWords",
            "io.multiproc.core.child.WorkRunner",
            "io.multiproc.core.current.ParentLink",
            "io.multiproc.process.ExitException",
            "java.util.concurrent.CountDownLatch",
            "sun.nio.ch.Net");

    private Preload() {}

    static void run(byte[] payload) throws IOException {
        OWN.forEach(name -> load(name, true));
        Rehearsal.run();
        boolean initialize = false;
        for (String name : new String(payload, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!name.isEmpty()) {
                load(name, initialize);
            }
            initialize = true;
        }
    }

    static byte[] toFrame(List<String> classNames) {
        String text = mainClass() + "\n" + String.join("\n", classNames);
        return FrameDescriptor.frame(FrameType.PRELOAD, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    /** This program's, if it was started by its name; empty for a jar or a module. */
    private static String mainClass() {
        String command = System.getProperty("sun.java.command", "");
        String first = command.substring(0, Math.max(0, (command + " ").indexOf(' ')));
        return first.endsWith(".jar") || first.contains("/") ? "" : first;
    }

    private static void load(String name, boolean initialize) {
        try {
            Class.forName(name, initialize, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // as in Python: the process may not need it
            System.getLogger(Preload.class.getName()).log(Level.DEBUG, "cannot preload " + name, e);
        }
    }
}
