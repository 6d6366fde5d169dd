package io.multiproc.core.shared;

import io.multiproc.shared.ShareableList;
import io.multiproc.shared.SharedBoolean;
import io.multiproc.shared.SharedByte;
import io.multiproc.shared.SharedChar;
import io.multiproc.shared.SharedDouble;
import io.multiproc.shared.SharedFloat;
import io.multiproc.shared.SharedInt;
import io.multiproc.shared.SharedLong;
import io.multiproc.shared.SharedMemory;
import io.multiproc.shared.SharedMemoryManager;
import io.multiproc.shared.SharedObjects;
import io.multiproc.shared.SharedShort;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Makes all that the api has in shared memory. */
public class MappedObjects extends MappedArrays implements SharedObjects {

    /** Has no state. */
    protected MappedObjects() {}

    @Override
    public SharedInt sharedInt(int value) {
        MappedInt made = new MappedInt(value(), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedLong sharedLong(long value) {
        MappedLong made = new MappedLong(value(), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedDouble sharedDouble(double value) {
        MappedDouble made = new MappedDouble(value(), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedBoolean sharedBoolean(boolean value) {
        MappedBoolean made = new MappedBoolean(value(), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedByte sharedByte(byte value) {
        MappedByte made = new MappedByte(value(), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedShort sharedShort(short value) {
        MappedShort made = new MappedShort(value(), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedChar sharedChar(char value) {
        MappedChar made = new MappedChar(value(), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedFloat sharedFloat(float value) {
        MappedFloat made = new MappedFloat(value(), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedMemory createSharedMemory(long size) {
        return SharedBlocks.create(size, BlockNames::random);
    }

    @Override
    public SharedMemory createSharedMemory(String name, long size) {
        return SharedBlocks.create(name, size);
    }

    @Override
    public SharedMemory attachSharedMemory(String name) {
        return SharedBlocks.attach(name);
    }

    @Override
    public ShareableList shareableList(@Nullable Object... elements) {
        return shareableList(Arrays.asList(elements));
    }

    @Override
    public ShareableList shareableList(Collection<? extends @Nullable Object> elements) {
        return PackedList.create(elements, size -> SharedBlocks.create(size, BlockNames::random));
    }

    @Override
    public ShareableList shareableList(String name, Collection<? extends @Nullable Object> elements) {
        return PackedList.create(elements, size -> SharedBlocks.create(name, size));
    }

    @Override
    public ShareableList attachShareableList(String name) {
        return PackedList.attach(SharedBlocks.attach(name));
    }

    @Override
    public SharedMemoryManager sharedMemoryManager() {
        return new OwnedMemory();
    }

    private static Part value() {
        return Storage.local().allocate(Long.BYTES);
    }
}
