package io.multiproc.core.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanExit.class)
class StorageTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @Test
    @Conforms("_TestHeap.test_heap")
    void givesEverythingBack() {
        Storage storage = new Storage();
        Random random = new Random(7);
        List<Part> live = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            int size = (int) Math.min(40_000, Math.exp(random.nextGaussian() + Math.log(1000)));
            live.add(storage.allocate(size));
            if (live.size() > 50) {
                storage.free(live.remove(random.nextInt(live.size())));
            }
        }
        int expected = live.stream()
                .mapToInt(Part::bytes)
                .filter(bytes -> bytes <= Storage.LARGEST_PART)
                .map(bytes -> (bytes + Storage.LINE - 1) / Storage.LINE * Storage.LINE)
                .sum();
        assertThat(storage.taken()).isEqualTo(expected);
        live.forEach(storage::free);
        assertThat(storage.taken()).isZero();
        assertThat(storage.arenas()).isZero();
    }

    /** Each refers to the other, so that only the collector can find out that nobody needs them. */
    @Test
    @Conforms("_TestHeap.test_free_from_gc")
    void takesBackWhatIsGarbageWhileOthersAllocate() {
        Storage storage = new Storage();
        for (int i = 0; i < 5000; i++) {
            Pair one = new Pair(storage.allocate(1));
            Pair other = new Pair(storage.allocate(1));
            one.other.set(other);
            other.other.set(one);
        }
        await().atMost(LONG).until(() -> {
            System.gc();
            return storage.taken() == 0 && storage.arenas() == 0;
        });
    }

    private record Pair(Part part, AtomicReference<Pair> other) {
        Pair(Part part) {
            this(part, new AtomicReference<>());
        }
    }

    @Test
    void keepsWhatWasSent() {
        Storage storage = new Storage();
        allocatePinned(storage);
        for (int i = 0; i < 3; i++) {
            System.gc();
            Part probe = storage.allocate(64);
            assertThat(probe.offset()).isNotZero();
            storage.free(probe);
        }
        assertThat(storage.taken()).isEqualTo(Storage.LINE);
    }

    private static void allocatePinned(Storage storage) {
        storage.allocate(8).pin();
    }

    @Test
    void removesTheFileOfALargePartWithIt() {
        Path file = allocateLarge();
        await().atMost(LONG).until(() -> {
            System.gc();
            return !Files.exists(file);
        });
    }

    private static Path allocateLarge() {
        Part part = new Storage().allocate(1 << 20);
        part.setLongRelease((1 << 20) - 8, 1);
        assertThat(Path.of(part.file())).hasSize(1 << 20);
        return Path.of(part.file());
    }
}
