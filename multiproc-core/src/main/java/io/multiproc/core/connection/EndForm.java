package io.multiproc.core.connection;

import io.multiproc.ipc.meeting.Contact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What travels in the place of an end.
 *
 * @param name the end's name
 * @param first whether it is the first of its pipe
 * @param readable whether it receives
 * @param writable whether it sends
 * @param spoiled whether it receives no more, since a message was longer than its limit
 * @param contact where the other end, or news of it, is to be had; null: it is closed or gone
 * @param unread messages that had arrived and were not received
 * @param failure why nothing follows them, if that is not the ordinary end of the stream
 * @param allowed names of the classes whose objects are received; null: all
 */
record EndForm(
        String name,
        boolean first,
        boolean readable,
        boolean writable,
        boolean spoiled,
        @Nullable Contact contact,
        List<byte[]> unread,
        @Nullable String failure,
        @Nullable List<String> allowed) {}
