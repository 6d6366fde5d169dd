package io.multiproc.core.shared;

import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.sharedBoolean;
import static io.multiproc.Multiprocessing.sharedByte;
import static io.multiproc.Multiprocessing.sharedChar;
import static io.multiproc.Multiprocessing.sharedDouble;
import static io.multiproc.Multiprocessing.sharedFloat;
import static io.multiproc.Multiprocessing.sharedInt;
import static io.multiproc.Multiprocessing.sharedIntArray;
import static io.multiproc.Multiprocessing.sharedLong;
import static io.multiproc.Multiprocessing.sharedShort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.Ipc;
import io.multiproc.process.ChildProcess;
import io.multiproc.shared.SharedBoolean;
import io.multiproc.shared.SharedByte;
import io.multiproc.shared.SharedChar;
import io.multiproc.shared.SharedDouble;
import io.multiproc.shared.SharedFloat;
import io.multiproc.shared.SharedInt;
import io.multiproc.shared.SharedIntArray;
import io.multiproc.shared.SharedLong;
import io.multiproc.shared.SharedShort;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanExit.class)
@SuppressWarnings("try") // a hold is there to be closed
class SharedValueTest {

    record Numbers(SharedInt i, SharedDouble d, SharedShort h, SharedLong q, SharedChar c) {

        static Numbers of() {
            return new Numbers(
                    sharedInt(4343),
                    sharedDouble(3.625),
                    sharedShort((short) -232),
                    sharedLong(1L << 33),
                    sharedChar('x'));
        }

        void assign() {
            i.set(24234);
            d.set(-4.25);
            h.set((short) 234);
            q.set(1L << 34);
            c.set('y');
        }

        List<Object> values() {
            return List.of(i.get(), d.get(), h.get(), q.get(), c.get());
        }
    }

    static void assign(Numbers numbers) {
        numbers.assign();
    }

    static void count(SharedInt counter, SharedLong total, SharedDouble sum, int times) {
        for (int n = 0; n < times; n++) {
            counter.getAndAdd(1);
            total.getAndAdd(1L << 32);
            sum.getAndAdd(0.5);
        }
    }

    @Test
    @Conforms({"_TestValue.test_value", "_TestValue.test_rawvalue"})
    void isAssignedByAChild() throws Exception {
        Numbers numbers = Numbers.of();
        assertThat(numbers.values()).containsExactly(4343, 3.625, (short) -232, 1L << 33, 'x');
        ChildProcess child = process(SharedValueTest::assign, numbers);
        child.start();
        child.join();
        assertThat(numbers.values()).containsExactly(24234, -4.25, (short) 234, 1L << 34, 'y');
    }

    @Test
    void isAddedToByManyProcessesAndThreadsAtOnce() throws Exception {
        SharedInt counter = sharedInt(0);
        SharedLong total = sharedLong(0);
        SharedDouble sum = sharedDouble(0);
        ChildProcess one = process(SharedValueTest::count, counter, total, sum, 100_000);
        ChildProcess other = process(SharedValueTest::count, counter, total, sum, 100_000);
        one.start();
        other.start();
        count(counter, total, sum, 100_000);
        one.join();
        other.join();
        assertThat(counter.get()).isEqualTo(300_000);
        assertThat(total.get()).isEqualTo(300_000L << 32);
        assertThat(sum.get()).isEqualTo(150_000);
    }

    static void countHolding(SharedInt counter, int times) throws InterruptedException {
        for (int n = 0; n < times; n++) {
            try (var held = counter.lock().hold()) {
                counter.set(counter.get() + 1);
            }
        }
    }

    @Test
    void countsWithItsLockInManyProcesses() throws Exception {
        SharedInt counter = sharedInt(0);
        ChildProcess one = process(SharedValueTest::countHolding, counter, 20_000);
        ChildProcess other = process(SharedValueTest::countHolding, counter, 20_000);
        one.start();
        other.start();
        one.join();
        other.join();
        assertThat(counter.get()).isEqualTo(40_000);
    }

    /** No access takes the lock, so that there is no other form without one. */
    @Test
    @Conforms({"_TestValue.test_getobj_getlock", "_TestArray.test_getobj_getlock_obj"})
    void hasItsOwnLockOrTheOneGiven() throws Exception {
        SharedInt value = sharedInt(5);
        SharedIntArray array = sharedIntArray(3);
        assertThat(value.lock()).isInstanceOf(ReentrantProcessLock.class).isSameAs(value.lock());
        assertThat(array.lock()).isInstanceOf(ReentrantProcessLock.class).isNotSameAs(value.lock());

        ProcessLock given = lock();
        SharedInt sameValue = value.withLock(given);
        SharedIntArray sameArray = array.withLock(given);
        assertThat(sameValue.lock()).isSameAs(given);
        assertThat(sameArray.lock()).isSameAs(given);
        sameValue.set(6);
        sameArray.set(1, 7);
        assertThat(value.get()).isEqualTo(6);
        assertThat(array).containsExactly(0, 7, 0);

        SharedInt arrived = (SharedInt) SharedMemoryTest.sent(sameValue);
        assertThat(arrived.lock().tryAcquire()).isTrue();
        assertThat(given.isLocked()).isTrue();
        assertThat(sameValue.get()).isEqualTo(6);
        arrived.lock().release();
        assertThat(given.isLocked()).isFalse();
        assertThatThrownBy(() -> value.withLock(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("lock");
    }

    @Test
    void wrapsAroundAsJavasNumbersDo() {
        SharedInt number = sharedInt(Integer.MAX_VALUE);
        assertThat(number.getAndAdd(1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(number.get()).isEqualTo(Integer.MIN_VALUE);
        SharedByte small = sharedByte((byte) 127);
        assertThat(small.getAndAdd((byte) 2)).isEqualTo((byte) 127);
        assertThat(small.get()).isEqualTo((byte) -127);
        SharedShort middle = sharedShort(Short.MIN_VALUE);
        middle.getAndAdd((short) -1);
        assertThat(middle.get()).isEqualTo(Short.MAX_VALUE);
    }

    @Test
    void isComparedAndSetInOneStep() {
        SharedBoolean flag = sharedBoolean(false);
        assertThat(flag.compareAndSet(true, false)).isFalse();
        assertThat(flag.compareAndSet(false, true)).isTrue();
        assertThat(flag.getAndSet(false)).isTrue();
        SharedFloat real = sharedFloat(Float.NaN);
        assertThat(real.compareAndSet(Float.NaN, -0.0f)).isTrue();
        assertThat(real.compareAndSet(0.0f, 1)).isFalse();
        assertThat(real.getAndAdd(1.5f)).isZero();
        assertThat(real.getAndSet(2)).isEqualTo(1.5f);
        SharedChar letter = sharedChar('\uffff');
        assertThat(letter.compareAndSet('\uffff', 'a')).isTrue();
        assertThat(letter.getAndSet('b')).isEqualTo('a');
        SharedLong number = sharedLong(-1);
        assertThat(number.compareAndSet(-1, 5)).isTrue();
        assertThat(number.getAndSet(6)).isEqualTo(5);
        assertThat(number.getAndAdd(-10)).isEqualTo(6);
        SharedByte octet = sharedByte((byte) -1);
        assertThat(octet.compareAndSet((byte) -1, (byte) 1)).isTrue();
        assertThat(octet.getAndSet((byte) 0)).isEqualTo((byte) 1);
    }

    @Test
    void saysWhatItIs() {
        assertThat(List.of(sharedInt(-5), sharedBoolean(true), sharedDouble(0.5), sharedChar('x')))
                .map(Object::toString)
                .containsExactly("SharedInt(-5)", "SharedBoolean(true)", "SharedDouble(0.5)", "SharedChar(x)");
    }

    /** Python names types by a letter, of which there may be none; here they are types. */
    @Test
    @Conforms({"_TestValue.test_invalid_typecode", "_TestArray.test_invalid_typecode"})
    void hasATypeThatTheCompilerChecks() {
        assertThat(Kind.values()).hasSize(16);
        for (Kind kind : Kind.values()) {
            SharedObject<?> made = kind.make(Storage.local().allocate(Long.BYTES), null);
            assertThat(made.kind()).isSameAs(kind);
            Object arrived = SharedMemoryTest.sent(made);
            assertThat(arrived).hasSameClassAs(made);
        }
    }

    /** Also when it comes back to the process that made it. */
    @Test
    void arrivesAsTheSameMemory() {
        SharedInt value = sharedInt(1);
        SharedInt arrived = (SharedInt) SharedMemoryTest.sent(value);
        assertThat(arrived).isNotSameAs(value);
        arrived.set(2);
        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void doesNotArriveWhenItsMemoryIsGone() {
        var array = sharedIntArray(100_000);
        byte[] message = Ipc.codec().encode(array, 0);
        array.close();
        assertThatThrownBy(() -> Ipc.codec().decode(message, 0, message.length))
                .isInstanceOf(io.multiproc.reduction.UnreadableMessageException.class)
                .hasMessageContaining("the shared int array is gone: its process has ended or closed it, file=");
        assertThatThrownBy(() -> Ipc.codec().encode(array, 0))
                .isInstanceOf(io.multiproc.reduction.NotSendableException.class)
                .hasMessageContaining("cannot send a shared array that this process has closed");
    }
}
