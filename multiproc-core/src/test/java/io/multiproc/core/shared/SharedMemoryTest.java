package io.multiproc.core.shared;

import static io.multiproc.Multiprocessing.attachSharedMemory;
import static io.multiproc.Multiprocessing.createSharedMemory;
import static io.multiproc.Multiprocessing.processBuilder;
import static io.multiproc.Multiprocessing.sharedMemoryManager;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessException;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.shared.ShareableList;
import io.multiproc.shared.SharedMemory;
import io.multiproc.shared.SharedMemoryExistsException;
import io.multiproc.shared.SharedMemoryManager;
import io.multiproc.shared.SharedMemoryNotFoundException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanExit.class)
class SharedMemoryTest {

    /** Of this JVM only: another one may run the same test at the same time. */
    static String ownName(String name) {
        return name + "-" + ProcessHandle.current().pid();
    }

    static void writeByName(String name) {
        try (SharedMemory block = attachSharedMemory(name)) {
            block.buffer().put(0, "howdy".getBytes(StandardCharsets.US_ASCII));
        }
    }

    static void write(SharedMemory block) {
        block.buffer().put(0, "HELLO".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    @Conforms("_TestSharedMemory.test_shared_memory_basics")
    void isMadeAttachedToAndUnlinked() {
        String name = ownName("test-basics");
        try (SharedMemory block = createSharedMemory(name, 512)) {
            assertThat(block.name()).isEqualTo(name);
            assertThat(block.size()).isEqualTo(512);
            assertThat(block.buffer().capacity()).isEqualTo(512);
            assertThat(block).asString().contains(name).contains("512");

            block.buffer().put(0, (byte) 42);
            assertThat(block.buffer().get(0)).isEqualTo((byte) 42);
            try (SharedMemory other = attachSharedMemory(name)) {
                assertThat(other.size()).isEqualTo(512);
                assertThat(other.buffer().get(0)).isEqualTo((byte) 42);
                other.buffer().put(511, (byte) 7);
            }
            assertThat(block.buffer().get(511)).isEqualTo((byte) 7);

            assertThatThrownBy(() -> createSharedMemory(name, 10))
                    .isInstanceOf(SharedMemoryExistsException.class)
                    .hasMessage("block '" + name + "' exists already (attach to it, or choose another name)");
            block.unlink();
            assertThatThrownBy(block::unlink)
                    .isInstanceOf(SharedMemoryNotFoundException.class)
                    .hasMessage("block '" + name + "' is unlinked already");
            assertThatThrownBy(() -> attachSharedMemory(name))
                    .isInstanceOf(SharedMemoryNotFoundException.class)
                    .hasMessageContaining("no block '" + name + "'");
            assertThat(block.buffer().get(0)).isEqualTo((byte) 42);
        }
    }

    @Test
    @Conforms("_TestSharedMemory.test_shared_memory_recreate")
    void takesTheNextNameIfTheFirstIsTaken() {
        String again = ownName("test-again");
        String other = ownName("test-other");
        Iterator<String> names = List.of(again, again, other).iterator();
        SharedMemory first = SharedBlocks.create(1, names::next);
        SharedMemory second = SharedBlocks.create(1, names::next);
        assertThat(first.name()).isEqualTo(again);
        assertThat(second.name()).isEqualTo(other);
        first.unlink();
        second.unlink();
    }

    @Test
    @Conforms("_TestSharedMemory.test_invalid_shared_memory_cration")
    void hasAtLeastOneByte() {
        assertThatThrownBy(() -> createSharedMemory(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be >= 1: size=0");
        assertThatThrownBy(() -> createSharedMemory("test-size", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be >= 1: size=-1");
    }

    @Test
    @Conforms("_TestSharedMemory.test_shared_memory_name_with_embedded_null")
    @Conforms("TestResourceTracker.test_too_long_name_resource")
    void refusesWhatIsNotAName() {
        for (String name : List.of("test\0more", "", "/", "a/b", "../x", ".lock", "-x", "x".repeat(201), "ä")) {
            assertThatThrownBy(() -> attachSharedMemory(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not a name for shared memory");
            assertThatThrownBy(() -> createSharedMemory(name, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> attachSharedMemory("test\0more")).hasMessageContaining("name='test?more'");
        String name = ownName("test-slash");
        SharedMemory block = createSharedMemory("/" + name, 1);
        assertThat(block.name()).isEqualTo(name);
        block.unlink();
    }

    @Test
    @Conforms("_TestSharedMemory.test_shared_memory_pickle_unpickle")
    void arrivesAsTheSameMemory() {
        SharedMemory block = createSharedMemory(16);
        SharedMemory copy = (SharedMemory) sent(block);
        assertThat(copy).isNotSameAs(block).hasSameClassAs(block);
        assertThat(copy.name()).isEqualTo(block.name());
        copy.buffer().putInt(4, 1234);
        assertThat(block.buffer().getInt(4)).isEqualTo(1234);
        block.buffer().putInt(8, 5678);
        assertThat(copy.buffer().getInt(8)).isEqualTo(5678);
        copy.close();
        block.unlink();
    }

    @Test
    @Conforms("_TestSharedMemory.test_shared_memory_pickle_unpickle_dead_object")
    void doesNotArriveWhenItIsUnlinked() {
        SharedMemory block = createSharedMemory(16);
        byte[] message = Ipc.codec().encode(block, 0);
        block.close();
        block.unlink();
        assertThatThrownBy(() -> Ipc.codec().decode(message, 0, message.length))
                .isInstanceOf(UnreadableMessageException.class)
                .hasRootCauseInstanceOf(java.nio.file.NoSuchFileException.class)
                .hasMessageContaining("no block '" + block.name() + "'");
    }

    @Test
    @Conforms("_TestSharedMemory.test_shared_memory_across_processes")
    void isWrittenByOtherProcesses() throws Exception {
        SharedMemory block = createSharedMemory(1024);
        ChildProcess byName = processBuilder().daemon(true).target(SharedMemoryTest::writeByName, block.name());
        ChildProcess byObject = processBuilder().daemon(true).target(SharedMemoryTest::write, block);
        byName.start();
        byName.join();
        assertThat(text(block, 5)).isEqualTo("howdy");
        byObject.start();
        byObject.join();
        assertThat(text(block, 5)).isEqualTo("HELLO");
        block.unlink();
    }

    @Test
    @Conforms("_TestSharedMemory.test_shared_memory_SharedMemoryManager_basics")
    @SuppressWarnings("try") // closed twice
    void ofAManagerGoesWithIt() {
        SharedMemory kept;
        ShareableList list;
        try (SharedMemoryManager manager = sharedMemoryManager()) {
            kept = manager.sharedMemory(32);
            list = manager.shareableList(List.of(1, 2, 3));
            manager.sharedMemory(8).unlink();
            try (SharedMemory other = attachSharedMemory(kept.name())) {
                assertThat(other.size()).isEqualTo(32);
            }
            try (ShareableList other = io.multiproc.Multiprocessing.attachShareableList(
                    list.memory().name())) {
                assertThat(other).containsExactly(1L, 2L, 3L);
            }
            assertThat(manager).asString().isEqualTo("SharedMemoryManager(blocks=3)");
            manager.close();
            assertThatThrownBy(() -> manager.sharedMemory(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the manager of shared memory is closed: its blocks are unlinked");
            assertThatThrownBy(() -> manager.shareableList(List.of())).isInstanceOf(IllegalStateException.class);
        }
        for (String name : List.of(kept.name(), list.memory().name())) {
            assertThatThrownBy(() -> attachSharedMemory(name)).isInstanceOf(SharedMemoryNotFoundException.class);
        }
    }

    @Test
    void aManagerUnlinksTheOthersWhenItCannotUnlinkSome() throws Exception {
        SharedMemoryManager manager = sharedMemoryManager();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            names.add(manager.sharedMemory(8).name());
        }
        Path folder = RunDirectory.local().path().resolveSibling("shared");
        List<Path> full = List.of(folder.resolve(names.get(0)), folder.resolve(names.get(2)));
        for (Path each : full) { // a directory that is not empty cannot be removed
            Files.delete(each);
            Files.createFile(Files.createDirectory(each).resolve("file"));
        }
        assertThatThrownBy(manager::close)
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("cannot unlink block '" + names.get(0) + "'")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other).hasMessageContaining(names.get(2))));
        assertThat(folder.resolve(names.get(1))).doesNotExist();
        assertThat(folder.resolve(names.get(3))).doesNotExist();
        for (Path each : full) {
            Files.delete(each.resolve("file"));
        }
        manager.close();
        assertThat(full.get(0)).doesNotExist();
        assertThat(manager).hasToString("SharedMemoryManager(blocks=0, closed)");
    }

    @Test
    void isZeroAtFirstAndInTheOrderOfTheMachine() {
        SharedMemory block = createSharedMemory(100);
        ByteBuffer buffer = block.buffer();
        assertThat(buffer.order()).isEqualTo(ByteOrder.nativeOrder());
        while (buffer.hasRemaining()) {
            assertThat(buffer.get()).isZero();
        }
        assertThat(block.buffer().position()).isZero();
        block.unlink();
    }

    @Test
    void canBeClosedTwiceAndSaysSoAfterwards() {
        SharedMemory block = createSharedMemory(8);
        ByteBuffer before = block.buffer();
        block.close();
        block.close();
        assertThatThrownBy(block::buffer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("block '" + block.name() + "' is closed in this process: buffer after close");
        assertThat(block).asString().endsWith(", closed)");
        before.putLong(0, 5);
        try (SharedMemory again = attachSharedMemory(block.name())) {
            assertThat(again.buffer().getLong(0)).isEqualTo(5);
        }
        block.unlink();
    }

    @Test
    void mayBeLargerThanABuffer() {
        long size = 5L << 30;
        SharedMemory block = createSharedMemory(size);
        try {
            assertThat(block.size()).isEqualTo(size);
            assertThatThrownBy(block::buffer)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("too large for one buffer: size=" + size);
            block.buffer(size - 8, 8).putLong(0, 77);
            block.buffer((1L << 32) + 1, 100).put(99, (byte) 3);
            Thread.currentThread().interrupt();
            try (SharedMemory other = attachSharedMemory(block.name())) {
                assertThat(Thread.interrupted()).isTrue();
                assertThat(other.buffer(size - 100, 100).getLong(92)).isEqualTo(77);
                assertThat(other.buffer((1L << 32) + 100, 1).get()).isEqualTo((byte) 3);
            }
            block.unlink();
            assertThat(block.buffer(size - 8, 8).getLong()).isEqualTo(77);
            assertThatThrownBy(() -> block.buffer(size - 7, 8)).isInstanceOf(IndexOutOfBoundsException.class);
        } finally {
            block.close();
        }
    }

    @Test
    void isUsableHoweverOftenItsThreadIsInterrupted() throws Exception {
        long size = Integer.MAX_VALUE + 4096L;
        SharedMemory large = createSharedMemory(size);
        SharedMemory small = createSharedMemory(8);
        Thread user = Thread.currentThread();
        AtomicBoolean done = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!done.get()) {
                user.interrupt();
            }
        });
        other.start();
        boolean interrupted;
        try {
            for (int i = 0; i < 300; i++) {
                large.buffer(size - 8, 8).putLong(0, i);
                assertThat(large.buffer(size - 16, 16).getLong(8)).isEqualTo(i);
                try (SharedMemory again = attachSharedMemory(small.name())) {
                    assertThat(again.buffer().getLong(0)).isZero();
                }
            }
        } finally {
            done.set(true);
            while (other.isAlive()) {
                Thread.onSpinWait();
            }
            interrupted = Thread.interrupted();
            large.close();
            large.unlink();
            small.unlink();
        }
        assertThat(interrupted).isTrue();
    }

    @Test
    void isRefusedIfThereIsNotSoMuchMemory() {
        assertThatThrownBy(() -> createSharedMemory("test-huge", 1L << 60))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("cannot make block 'test-huge' of " + (1L << 60) + " bytes")
                .hasMessageContaining("not enough space")
                .hasMessageContaining("-Dmultiproc.dir=DIR");
    }

    private static String text(SharedMemory block, int length) {
        byte[] bytes = new byte[length];
        block.buffer().get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    static Object sent(Object value) {
        byte[] message = Ipc.codec().encode(value, 0);
        return Objects.requireNonNull(Ipc.codec().decode(message, 0, message.length));
    }
}
