package io.multiproc.core.current;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many processors there are. */
public final class Processors {

    private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

    private Processors() {}

    /** Those of the machine that are switched on; those usable where the operating system does not tell. */
    public static int ofMachine() {
        try {
            return count(Files.readString(ONLINE).trim());
        } catch (IOException | NumberFormatException e) {
            return usable();
        }
    }

    /** Those that this JVM may use, under its affinity and the limits of its container. */
    public static int usable() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The length of a list of ranges such as {@code 0-3,8,10-11}. */
    static int count(String ranges) {
        int count = 0;
        for (String range : ranges.split(",", -1)) {
            int dash = range.indexOf('-');
            int last = Integer.parseInt(range.substring(dash + 1));
            int first = dash < 0 ? last : Integer.parseInt(range.substring(0, dash));
            count += last - first + 1;
        }
        return count;
    }
}
