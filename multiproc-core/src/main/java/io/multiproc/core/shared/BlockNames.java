package io.multiproc.core.shared;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** What blocks may be called. */
final class BlockNames {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}");

    private BlockNames() {}

    /** The name that the program gave, if it is one; a leading slash, as in names of POSIX, is left out. */
    static String check(String name) {
        String plain = name.startsWith("/") ? name.substring(1) : name;
        if (!PLAIN.matcher(plain).matches()) {
            throw new IllegalArgumentException("not a name for shared memory: name='" + printable(name)
                    + "' (use 1 to 200 letters, digits, '_', '-' and '.', the first neither '-' nor '.')");
        }
        return plain;
    }

    /** A name that is probably free. */
    static String random() {
        return "psm_" + Long.toHexString(ThreadLocalRandom.current().nextLong(0x1000_0000L, 0x1_0000_0000L));
    }

    private static String printable(String name) {
        String shortened = name.length() > 100 ? name.substring(0, 100) + "…" : name;
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }
}
