package io.multiproc.core.child;

import io.multiproc.core.logging.LogSettings;

/**
 * What a child is to be.
 *
 * @param name its name
 * @param position its place in the tree of processes
 * @param daemon whether it may have no children; what else that means is for those who started it
 * @param endsWithParent whether it ends at once when this process dies
 * @param authkey the key of its family
 * @param jvm how its JVM differs from this one
 * @param logs what becomes of its logs
 * @param work the encoded {@code ChildProcess} or {@link ChildWork}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record ChildSpec(
        String name,
        String position,
        boolean daemon,
        boolean endsWithParent,
        byte[] authkey,
        JvmSettings jvm,
        LogSettings logs,
        byte[] work) {}
