package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.shared.SharedInt;
import io.multiproc.shared.SharedIntArray;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Our values and arrays at work, and what a program with one process would take. */
final class ValueSides {

    private ValueSides() {}

    /** Nanoseconds an addition. */
    static Side.Opener holdingItsLock(int times) {
        return () -> {
            SharedInt value = Multiprocessing.sharedInt(0);
            return () -> {
                value.set(0);
                Stopwatch watch = Stopwatch.start();
                for (int i = 0; i < times; i++) {
                    value.lock().acquire();
                    try {
                        value.set(value.get() + 1);
                    } finally {
                        value.lock().release();
                    }
                }
                return perOne(watch, times, value.get());
            };
        };
    }

    /** Nanoseconds an addition. */
    static Side.Opener inOneStep(int times) {
        return () -> {
            SharedInt value = Multiprocessing.sharedInt(0);
            return () -> {
                value.set(0);
                Stopwatch watch = Stopwatch.start();
                for (int i = 0; i < times; i++) {
                    value.getAndAdd(1);
                }
                return perOne(watch, times, value.get());
            };
        };
    }

    /** Nanoseconds an addition, for threads of one process. */
    static Side.Opener atomicInteger(int times) {
        AtomicInteger value = new AtomicInteger();
        return () -> () -> {
            value.set(0);
            Stopwatch watch = Stopwatch.start();
            for (int i = 0; i < times; i++) {
                value.getAndAdd(1);
            }
            return perOne(watch, times, value.get());
        };
    }

    /** Milliseconds to copy that many numbers in and out. */
    static Side.Opener bulk(int length) {
        int[] numbers = IntStream.range(0, length).toArray();
        int[] copy = new int[length];
        return KeptOpen.of(
                () -> Multiprocessing.sharedIntArray(length),
                array -> {
                    Stopwatch watch = Stopwatch.start();
                    array.put(0, numbers);
                    array.get(0, copy, 0, length);
                    double millis = watch.millis();
                    Expect.equal(copy[length - 1], length - 1);
                    return millis;
                },
                SharedIntArray::close);
    }

    private static double perOne(Stopwatch watch, int times, int result) {
        double micros = watch.micros();
        Expect.equal(result, times);
        return micros * 1e3 / times;
    }
}
