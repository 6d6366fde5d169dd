package io.multiproc.core.spawn;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.Signals;
import io.multiproc.ipc.rundir.RunDirectory;
import java.lang.System.Logger.Level;

/**
 * What Ctrl-C in a terminal does to a program with children: one line says that they are waited for, and a second
 * Ctrl-C kills whatever still keeps the program.
 *
 * <p>The terminal sends the signal to the children as well; they end without a word, and maybe before
 * this process has noticed it. Who sends it to the program alone, as IDEs do, ends the daemonic ones only.
 */
final class CtrlC {

    private static final String INTERRUPT = "INT";
    private static final int EXIT_CODE = 130;

    private CtrlC() {}

    /** Once, by the first start of a child. */
    static void prepare() {
        AtExit.register(AtExit.WORD, CtrlC::ending);
    }

    private static void ending() {
        if (!LiveChildren.areInterrupted() || CurrentProcess.get().parent().isPresent()) {
            return;
        }
        String signal = AtExit.signal();
        if (signal == null) {
            listen();
        } else if (signal.equals(INTERRUPT)) {
            tell();
        }
    }

    /** To the JVM's part only: the program may have a handler of its own. */
    private static void listen() {
        try {
            Signals.Handler usual = Signals.handle(INTERRUPT, CtrlC::interruptTheEnd);
            if (!usual.isJvmsOwn()) {
                usual.restore();
            }
        } catch (IllegalArgumentException e) {
            notForUs(e);
        }
    }

    /** The program has ended by itself, and waits for its children: the JVM takes no notice of a signal any more. */
    private static void interruptTheEnd() {
        tell();
        Runtime.getRuntime().exit(EXIT_CODE); // waits for that end; that there is one who waits tells of the signal
    }

    private static void tell() {
        boolean again = handleTheSecond();
        System.err.println("multiproc: interrupted, waiting for the child processes to end"
                + (again ? " (Ctrl-C again kills)" : ""));
    }

    private static boolean handleTheSecond() {
        try {
            Signals.handle(INTERRUPT, CtrlC::kill);
            return true;
        } catch (IllegalArgumentException e) {
            notForUs(e);
            return false;
        }
    }

    private static void notForUs(IllegalArgumentException reason) {
        System.getLogger(CtrlC.class.getName()).log(Level.DEBUG, "Ctrl-C is not for us", reason);
    }

    private static void kill() {
        LiveChildren.killTrees();
        RunDirectory.deleteLocal();
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
