package io.multiproc.core.shared;

import io.multiproc.ipc.codec.Reduction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends blocks by name; the receiver attaches. */
final class MappedMemoryReduction implements Reduction<MappedMemory> {

    @Override
    public Class<MappedMemory> type() {
        return MappedMemory.class;
    }

    @Override
    public Object reduce(MappedMemory memory) {
        return new MemoryForm(memory.name());
    }

    @Override
    public MappedMemory restore(@Nullable Object standIn) {
        return SharedBlocks.attach(((MemoryForm) Objects.requireNonNull(standIn, "name of a block")).name());
    }
}
