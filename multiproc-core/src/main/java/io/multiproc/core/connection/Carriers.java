package io.multiproc.core.connection;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.meeting.Appointment;
import io.multiproc.ipc.meeting.Call;
import io.multiproc.ipc.meeting.Caller;
import io.multiproc.ipc.meeting.Carrier;
import io.multiproc.ipc.meeting.Contact;
import io.multiproc.ipc.meeting.MeetingPoint;
import io.multiproc.ipc.rundir.RunDirectory;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells those who wait for an end which process carries it. */
final class Carriers {

    /** The identity of a process that never runs. */
    static final String NOBODY = RunDirectory.identityOf(0);

    private Carriers() {}

    /**
     * Tells it to the meeting point of the contact.
     *
     * @param process as {@code RunDirectory.identityOf} tells it
     */
    static void tell(Contact contact, String process) {
        Appointment here = MeetingPoint.local().find(contact);
        if (here != null) {
            here.carriedBy(process);
        } else {
            call(contact, process);
        }
    }

    /** Tells it that whoever that is has the end now; to another process, who that is at this time. */
    static void tell(Contact contact, Carrier whoever) {
        Appointment here = MeetingPoint.local().find(contact);
        if (here != null) {
            here.carriedWith(whoever);
            return;
        }
        String process = whoever.process(Carrier.MOST_HOPS);
        if (process != null) {
            call(contact, process);
        }
    }

    private static void call(Contact contact, String process) {
        try (Caller caller = Caller.call(contact, FrameType.CARRIER, process.getBytes(StandardCharsets.UTF_8))) {
            caller.next();
        } catch (IOException e) {
            System.getLogger(Carriers.class.getName())
                    .log(Level.DEBUG, "the end of a pipe has arrived already, or nobody waits for it", e);
        }
    }

    /** Nobody carries it any more, if it is awaited in this process. */
    static void lost(@Nullable Contact contact) {
        Appointment here = contact == null ? null : MeetingPoint.local().find(contact);
        if (here != null) {
            here.carriedBy(NOBODY);
        }
    }

    /** Takes what {@link #tell} says. */
    static void note(Appointment appointment, Call call, Frame request) {
        appointment.carriedBy(new String(request.payload(), StandardCharsets.UTF_8));
        call.answerAndEnd(FrameType.CARRIER, new byte[0]);
    }
}
