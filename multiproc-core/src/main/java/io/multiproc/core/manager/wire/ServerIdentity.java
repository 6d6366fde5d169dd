package io.multiproc.core.manager.wire;

import java.util.UUID;

/**
 * A server, as all who may use it know it.
 *
 * @param id tells it from all others
 * @param name for messages
 * @param pid for messages
 */
public record ServerIdentity(UUID id, String name, long pid, Access access) {

    /** Name and process id. */
    public String inWords() {
        return "manager '" + name + "' (pid " + pid + ")";
    }
}
