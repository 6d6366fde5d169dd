package io.multiproc.ipc.meeting;

import io.multiproc.ipc.frame.Frame;
import java.io.IOException;

/**
 * Who keeps an appointment. Called on the thread of the meeting point: must not wait and must not run code of programs.
 */
public interface Host {

    /**
     * A caller with the appointment's key asks for something.
     *
     * @throws IOException if the request is not one that can be understood; the caller is told, and the call ends
     */
    void called(Appointment appointment, Call call, Frame request) throws IOException;

    /** The process that carried what was to call has ended before it did; the appointment is cancelled. */
    void carrierDied(Appointment appointment);

    /**
     * Whether a caller is still on its way who would get something that is lost if this process ends. Called on any
     * thread that holds no lock of the meeting point's.
     */
    boolean isOwing(Appointment appointment);
}
