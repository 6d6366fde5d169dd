package io.multiproc.core.shared;

import io.multiproc.ipc.codec.Reductions;
import io.multiproc.shared.ShareableList;
import io.multiproc.shared.SharedMemory;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A list in a block, as {@link ListDescriptor} says. */
final class PackedList implements ShareableList {

    static {
        Reductions.register(new PackedListReduction());
    }

    private final SharedMemory memory;
    private final int size;

    private PackedList(SharedMemory memory, int size) {
        this.memory = memory;
        this.size = size;
    }

    /** A list of those elements, in a block that is made for it. */
    static PackedList create(Collection<? extends @Nullable Object> elements, LongFunction<MappedMemory> maker) {
        List<ListElement> stored =
                elements.stream().<ListElement>map(ListElement::of).toList();
        long place = ListDescriptor.sizeOfEntries(stored.size());
        long end = place;
        for (ListElement element : stored) {
            end += room(element);
        }
        if (end > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "elements are too large for a shareable list: bytes=" + end + ", limit=" + Integer.MAX_VALUE);
        }
        MappedMemory memory = maker.apply(end);
        ByteBuffer buffer = memory.buffer();
        PackedList list = new PackedList(memory, stored.size());
        for (int i = 0; i < stored.size(); i++) {
            ListElement element = stored.get(i);
            ListDescriptor.writePlace(buffer, i, (int) place, room(element));
            list.write(buffer, i, element);
            place += room(element);
        }
        ListDescriptor.writeHeader(buffer, stored.size());
        return list;
    }

    /** The list that is in the block. */
    static PackedList attach(SharedMemory memory) {
        int count = memory.size() > Integer.MAX_VALUE ? -1 : ListDescriptor.count(memory.buffer());
        if (count < 0) {
            memory.close();
            throw new IllegalArgumentException(
                    "there is no shareable list in block '" + memory.name() + "': size=" + memory.size());
        }
        return new PackedList(memory, count);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable Object get(int index) {
        return element(memory.buffer(), Objects.checkIndex(index, size)).value();
    }

    @Override
    public void set(int index, @Nullable Object value) {
        ByteBuffer buffer = memory.buffer();
        Objects.checkIndex(index, size);
        ListElement element = ListElement.of(value);
        int room = ListDescriptor.room(buffer, index);
        if (element.bytes().length > room) {
            throw new IllegalArgumentException("value does not fit into element " + index + ": bytes="
                    + element.bytes().length + ", limit=" + room + " (a place cannot grow)");
        }
        write(buffer, index, element);
    }

    @Override
    public int count(@Nullable Object value) {
        ByteBuffer buffer = memory.buffer();
        Optional<ListElement> wanted = ListElement.ifHeld(value);
        int count = 0;
        for (int i = 0; wanted.isPresent() && i < size; i++) {
            count += element(buffer, i).isEqualTo(wanted.get()) ? 1 : 0;
        }
        return count;
    }

    @Override
    public int indexOf(@Nullable Object value) {
        ByteBuffer buffer = memory.buffer();
        Optional<ListElement> wanted = ListElement.ifHeld(value);
        for (int i = 0; wanted.isPresent() && i < size; i++) {
            if (element(buffer, i).isEqualTo(wanted.get())) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String format() {
        ByteBuffer buffer = memory.buffer();
        StringBuilder format = new StringBuilder();
        for (int i = 0; i < size; i++) {
            format.append(element(buffer, i).format(ListDescriptor.room(buffer, i)));
        }
        return format.toString();
    }

    @Override
    public SharedMemory memory() {
        return memory;
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        return new Iterator<>() {

            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public @Nullable Object next() {
                if (next >= size) {
                    throw new NoSuchElementException("the list has no more elements: size=" + size);
                }
                return get(next++);
            }
        };
    }

    @Override
    public void close() {
        memory.close();
    }

    /** The bytes first, then what they are: who reads meanwhile gets the old type or the new one. */
    private void write(ByteBuffer buffer, int index, ListElement element) {
        buffer.put(ListDescriptor.place(buffer, index), element.bytes());
        ListDescriptor.writeType(buffer, index, element.bytes().length, element.type());
    }

    private static ListElement element(ByteBuffer buffer, int index) {
        int room = ListDescriptor.room(buffer, index);
        byte[] bytes = new byte[Math.max(0, Math.min(ListDescriptor.length(buffer, index), room))];
        buffer.get(ListDescriptor.place(buffer, index), bytes);
        return new ListElement(ListDescriptor.type(buffer, index), bytes);
    }

    private static int room(ListElement element) {
        boolean grows = element.type() == ListDescriptor.TEXT || element.type() == ListDescriptor.BYTES;
        return grows ? ListDescriptor.roomFor(element.bytes().length) : Long.BYTES;
    }

    /** Elements and name. */
    @Override
    public String toString() {
        StringJoiner elements = new StringJoiner(", ", "ShareableList([", "], name='" + memory.name() + "')");
        try {
            for (Object element : this) {
                elements.add(element instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(element));
            }
        } catch (IllegalStateException e) {
            return "ShareableList(name='" + memory.name() + "', closed)";
        }
        return elements.toString();
    }
}
