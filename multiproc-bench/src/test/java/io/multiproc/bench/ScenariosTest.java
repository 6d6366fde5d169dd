package io.multiproc.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScenariosTest {

    @Test
    void areAllOfThemIfNothingIsNamed() {
        assertThat(ids(List.of()))
                .containsExactly(
                        "process.start.spawn",
                        "process.start.forkserver",
                        "pipe.roundtrip.int",
                        "pipe.throughput.1MiB",
                        "pipe.pairs",
                        "queue.throughput.small",
                        "simplequeue.throughput.small",
                        "queue.throughput.64KiB",
                        "queue.throughput.2x2",
                        "queue.throughput.4x4",
                        "queue.attached.4",
                        "queue.attached.16",
                        "lock.uncontended",
                        "lock.contended",
                        "lock.contended.1",
                        "lock.contended.4",
                        "lock.contended.8",
                        "value.increment",
                        "value.getAndAdd",
                        "array.bulk",
                        "pool.apply",
                        "pool.map.chunk1",
                        "pool.imapUnordered",
                        "pool.map.default",
                        "pool.create",
                        "pool.speedup.cpu",
                        "pool.grid.apply",
                        "pool.grid",
                        "manager.dict.get",
                        "manager.dict.put",
                        "manager.list.append",
                        "manager.list.iterate",
                        "manager.queue",
                        "manager.dict.get.4",
                        "manager.dict.put.4",
                        "manager.list.append.4",
                        "manager.list.iterate.4",
                        "manager.queue.4",
                        "manager.dict.get.16",
                        "manager.dict.put.16",
                        "manager.list.append.16",
                        "manager.list.iterate.16",
                        "manager.queue.16");
    }

    @Test
    void areThoseOfTheAreasAndIdsEachOnce() {
        assertThat(ids(List.of("pool.apply", "process", "process")))
                .containsExactly("process.start.spawn", "process.start.forkserver", "pool.apply");
    }

    @Test
    void refuseANameThatIsNone() {
        assertThatThrownBy(() -> Scenarios.named(List.of("pol")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no area or row of that name: name=pol (areas: process, pipe, queue, lock, value, pool, manager)");
    }

    @Test
    void areAllOfAnAreaThatIsNamed() {
        assertThat(Scenarios.haveAllOf(Area.POOL, List.of())).isTrue();
        assertThat(Scenarios.haveAllOf(Area.POOL, List.of("queue", "pool"))).isTrue();
        assertThat(Scenarios.haveAllOf(Area.POOL, List.of("queue", "pool.apply")))
                .isFalse();
    }

    private static List<String> ids(List<String> names) {
        return Scenarios.named(names).stream()
                .map(scenario -> scenario.spec().id())
                .toList();
    }
}
