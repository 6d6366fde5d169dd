package io.multiproc.core.connection;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.ExitPatience;
import io.multiproc.ipc.meeting.MeetingPoint;
import io.multiproc.ipc.time.Deadline;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Keeps a process that ends by itself until the ends of pipes that are on their way to others have arrived there, and
 * have got what was sent to them: for a file descriptor the operating system would keep it.
 *
 * <p>Nobody waits for the dead, or longer than {@code -Dmultiproc.exit.timeout} seconds; a signal ends the wait.
 */
final class LastCalls {

    private static final Duration LOOK = Duration.ofMillis(100);

    private LastCalls() {}

    /** At the end of this process. */
    static void await() {
        try {
            int missing = awaitCalls(Deadline.after(ExitPatience.duration()));
            if (missing > 0 && isWanted()) {
                System.err.println("multiproc: process '" + CurrentProcess.get().name() + "' ends although " + missing
                        + (missing == 1 ? " end of a pipe has" : " ends of pipes have") + " not been received within "
                        + ExitPatience.duration().toSeconds()
                        + " s: what was sent there is lost (receive what carries it"
                        + " before joining this process, or " + ExitPatience.REMEDY + ")");
            }
        } catch (InterruptedException e) {
            System.getLogger(LastCalls.class.getName()).log(Level.DEBUG, "the wait for ends of pipes was ended", e);
        }
    }

    /** How many were still on their way. */
    private static int awaitCalls(long deadline) throws InterruptedException {
        int missing;
        do {
            long look = Deadline.after(LOOK);
            missing = MeetingPoint.local().awaitCalls(Deadline.isOver(deadline) ? Deadline.NOW : look);
        } while (missing > 0 && !Deadline.isOver(deadline) && isWanted());
        return missing;
    }

    /** Not after a signal, also one that came meanwhile; and daemonic processes do not outlive their parent. */
    private static boolean isWanted() {
        CurrentProcess self = CurrentProcess.get();
        boolean orphan = self.isDaemon()
                && self.parent().isPresent()
                && ProcessHandle.current()
                        .parent()
                        .filter(parent -> parent.pid() == self.parent().get().pid())
                        .isEmpty();
        return !orphan && !AtExit.isSignalled();
    }
}
