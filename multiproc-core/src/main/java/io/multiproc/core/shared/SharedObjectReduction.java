package io.multiproc.core.shared;

import io.multiproc.ipc.codec.Reduction;
import io.multiproc.process.ProcessException;
import io.multiproc.reduction.NotSendableException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends values and arrays as the place where they are. */
final class SharedObjectReduction implements Reduction<SharedObject<?>> {

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // of all kinds
    public Class<SharedObject<?>> type() {
        return (Class) SharedObject.class;
    }

    @Override
    public Object reduce(SharedObject<?> value) {
        Part part = value.part();
        if (part.isClosed()) {
            throw new NotSendableException(
                    "cannot send a shared array that this process has closed", value.toString(), null);
        }
        part.pin();
        return new SharedForm(value.kind(), part.file(), part.offset(), part.bytes(), value.lock());
    }

    @Override
    public SharedObject<?> restore(@Nullable Object standIn) {
        SharedForm form = (SharedForm) Objects.requireNonNull(standIn, "place of a shared object");
        try {
            return form.kind().make(Part.attached(form.file(), form.offset(), form.bytes()), form.lock());
        } catch (NoSuchFileException e) {
            throw new ProcessException(
                    "the shared " + form.kind().text() + " is gone: its process has ended or closed it, file="
                            + form.file(),
                    e);
        } catch (IOException e) {
            throw new ProcessException(
                    "cannot map the shared " + form.kind().text() + ": " + e.getMessage() + ", file=" + form.file(), e);
        }
    }
}
