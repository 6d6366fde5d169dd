package io.multiproc.core.shared;

import io.multiproc.ipc.codec.Reduction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends lists by the name of their block; the receiver attaches. */
final class PackedListReduction implements Reduction<PackedList> {

    @Override
    public Class<PackedList> type() {
        return PackedList.class;
    }

    @Override
    public Object reduce(PackedList list) {
        return new MemoryForm(list.memory().name());
    }

    @Override
    public PackedList restore(@Nullable Object standIn) {
        MemoryForm form = (MemoryForm) Objects.requireNonNull(standIn, "name of a block");
        return PackedList.attach(SharedBlocks.attach(form.name()));
    }
}
