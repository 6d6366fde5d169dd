package io.multiproc.core.spawn;

import io.multiproc.core.current.CurrentProcess;
import java.util.List;

/**
 * What a child is to be.
 *
 * @param name its name
 * @param position its place in the tree of processes
 * @param daemon whether it ends with this process
 * @param jvmOptions options for its JVM, after the inherited ones
 * @param work the encoded {@code ChildProcess} or {@link ChildWork}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record ChildSpec(String name, String position, boolean daemon, List<String> jvmOptions, byte[] work) {

    Preparation preparation() {
        return new Preparation(
                name,
                position,
                daemon,
                CurrentProcess.get().name(),
                ProcessHandle.current().pid(),
                work);
    }
}
