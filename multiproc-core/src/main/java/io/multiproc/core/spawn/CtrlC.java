package io.multiproc.core.spawn;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.Signals;
import io.multiproc.ipc.rundir.RunDirectory;
import java.lang.System.Logger.Level;

/**
 * What Ctrl-C in a terminal does to a program with children: one line says that they are being ended, and a second Ctrl-C
 * kills whatever still keeps the program.
 *
 * <p>The terminal sends the signal to the children as well; they end without a word, and maybe before
 * this process has noticed it.
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
        if (!LiveChildren.areInterrupted()
                || CurrentProcess.get().parent().isPresent()
                || !INTERRUPT.equals(AtExit.signal())) {
            return;
        }
        boolean again = handleTheSecond();
        System.err.println(
                "multiproc: interrupted, ending the child processes" + (again ? " (Ctrl-C again kills)" : ""));
    }

    private static boolean handleTheSecond() {
        try {
            Signals.handle(INTERRUPT, CtrlC::kill);
            return true;
        } catch (IllegalArgumentException e) {
            System.getLogger(CtrlC.class.getName()).log(Level.DEBUG, "a second Ctrl-C is not for us", e);
            return false;
        }
    }

    private static void kill() {
        LiveChildren.killTrees();
        RunDirectory.deleteLocal();
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
