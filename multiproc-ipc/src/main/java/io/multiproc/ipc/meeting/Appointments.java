package io.multiproc.ipc.meeting;

import io.multiproc.ipc.rundir.RunDirectory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The appointments of a meeting point, by number. May be used by any thread. */
final class Appointments {

    private final Map<Long, Appointment> standing = new ConcurrentHashMap<>();

    void add(Appointment appointment) {
        standing.put(appointment.ticket().childId(), appointment);
    }

    void remove(Appointment appointment) {
        standing.remove(appointment.ticket().childId());
    }

    @Nullable
    Appointment find(long number) {
        return standing.get(number);
    }

    boolean isEmpty() {
        return standing.isEmpty();
    }

    /** Whether the end of another process may cancel one of them. */
    boolean isCarrierKnown() {
        return standing.values().stream().anyMatch(Appointment::hasCarrier);
    }

    /** How many callers would lose something if this process ended; asks the hosts. */
    int owing() {
        int count = 0;
        for (Appointment appointment : standing.values()) {
            count += appointment.host().isOwing(appointment) ? 1 : 0;
        }
        return count;
    }

    /** Cancels those whose carrier has ended. */
    void dropThoseOfTheDead() {
        Map<String, Boolean> alive = new HashMap<>();
        for (Appointment appointment : List.copyOf(standing.values())) {
            String carrier = appointment.carrier();
            if (carrier != null
                    && !alive.computeIfAbsent(carrier, process -> RunDirectory.isOwnerAlive(Path.of(process)))) {
                remove(appointment);
                appointment.host().carrierDied(appointment);
            }
        }
    }
}
