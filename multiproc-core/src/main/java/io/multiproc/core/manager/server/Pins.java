package io.multiproc.core.manager.server;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps objects whose proxies are on their way from one process to another.
 *
 * <p>A message may be read more than once, or never. So a pin stays for a minute after it was claimed first, or after
 * its sender has ended, and until then for as long as the sender lives. Guarded by itself.
 */
final class Pins {

    private static final long GRACE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ObjectTable table;
    private final Map<Long, Pin> pins = new HashMap<>();
    private long last;

    Pins(ObjectTable table) {
        this.table = table;
    }

    /**
     * Keeps an object.
     *
     * @param sender whose message it is in; null: the server's own
     */
    synchronized long pin(Served served, @Nullable ClientSession sender) {
        removeOld();
        table.refer(served);
        pins.put(++last, new Pin(served, sender));
        return last;
    }

    /** A message with the object has arrived. */
    synchronized void claimed(long number) {
        Pin pin = pins.get(number);
        if (pin != null) {
            pin.expire();
        }
        removeOld();
    }

    /** A client is gone: what it has sent may still be read for a while. */
    synchronized void senderGone(ClientSession sender) {
        for (Pin pin : pins.values()) {
            if (pin.sender == sender) {
                pin.expire();
            }
        }
        removeOld();
    }

    private void removeOld() {
        long now = System.nanoTime();
        for (Iterator<Pin> each = pins.values().iterator(); each.hasNext(); ) {
            Pin pin = each.next();
            if (pin.expires && pin.end - now < 0) {
                each.remove();
                table.release(pin.served, 1);
            }
        }
    }

    private static final class Pin {

        private final Served served;
        private final @Nullable ClientSession sender;
        private boolean expires;
        private long end;

        Pin(Served served, @Nullable ClientSession sender) {
            this.served = served;
            this.sender = sender;
        }

        void expire() {
            if (!expires) {
                expires = true;
                end = System.nanoTime() + GRACE_NANOS;
            }
        }
    }
}
