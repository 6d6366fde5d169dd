package io.multiproc.core.manager;

import java.util.UUID;

/**
 * A server, as all who may use it know it.
 *
 * @param id tells it from all others
 * @param name for messages
 * @param pid for messages
 */
record ServerIdentity(UUID id, String name, long pid, Access access) {

    /** Name and process id. */
    String inWords() {
        return "manager '" + name + "' (pid " + pid + ")";
    }
}
