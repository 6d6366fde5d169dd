package io.multiproc.core.spawn.cache;

import io.multiproc.core.child.HeapOption;
import io.multiproc.core.current.MachineMemory;

/**
 * Which limits of the heap leave the layout of objects as it is, so that processes with different ones may share an
 * archive: those up to 32 GiB, as long as a JVM without a limit would stay below that too.
 */
final class HeapLimit {

    private static final HeapOption LIMIT = new HeapOption("-Xmx");

    /** From here on the JVM does without compressed references. */
    private static final long COMPRESSED_BYTES = 32L << 30;

    private static final boolean DEFAULT_IS_COMPRESSED =
            MachineMemory.bytes().orElse(Long.MAX_VALUE) / HeapOption.USUAL_PART < COMPRESSED_BYTES;

    private HeapLimit() {}

    static boolean isWithoutEffectOnLayout(String option) {
        return DEFAULT_IS_COMPRESSED && LIMIT.bytes(option).orElse(COMPRESSED_BYTES) < COMPRESSED_BYTES;
    }
}
