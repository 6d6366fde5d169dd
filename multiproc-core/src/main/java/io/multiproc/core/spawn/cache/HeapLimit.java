package io.multiproc.core.spawn.cache;

import io.multiproc.core.current.MachineMemory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which limits of the heap leave the layout of objects as it is, so that processes with different ones may share an archive:
 * those up to 32 GiB, as long as a JVM without a limit would stay below that too.
 */
final class HeapLimit {

    private static final Pattern LIMIT = Pattern.compile("-Xmx(\\d{1,15})([kKmMgG]?)");

    /** From here on the JVM does without compressed references. */
    private static final long COMPRESSED_BYTES = 32L << 30;

    /** A JVM without an option takes this part of the memory. */
    private static final int DEFAULT_SHARE = 4;

    private static final boolean DEFAULT_IS_COMPRESSED =
            MachineMemory.bytes().orElse(Long.MAX_VALUE) / DEFAULT_SHARE < COMPRESSED_BYTES;

    private HeapLimit() {}

    static boolean isWithoutEffectOnLayout(String option) {
        Matcher limit = LIMIT.matcher(option);
        return DEFAULT_IS_COMPRESSED && limit.matches() && bytes(limit) < COMPRESSED_BYTES;
    }

    private static long bytes(Matcher limit) {
        long number = Long.parseLong(limit.group(1));
        return switch (limit.group(2)) {
            case "k", "K" -> number << 10;
            case "m", "M" -> number << 20;
            case "g", "G" -> number << 30;
            default -> number;
        };
    }
}
