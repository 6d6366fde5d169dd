package io.multiproc.bench.jmh;

import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.codec.kryo.KryoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to turn an object into a message and back.
 *
 * <p>Run: {@code ./bench jmh codec}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    private static final int HEADROOM = 8;

    private final ObjectCodec codec = new KryoCodec();

    /** What is sent. */
    @Param({"integer", "string", "arguments", "record", "object", "lambda", "integers", "strings", "mebibyte"})
    @SuppressWarnings("NullAway.Init") // by JMH
    String what;

    private @Nullable Object value;
    private byte[] message = new byte[0];

    /** Makes the object and its message. */
    @Setup
    public void prepare() {
        value = valueOf(what);
        message = encode();
    }

    /** From the object to the message. */
    @Benchmark
    public byte[] encode() {
        return codec.encode(value, HEADROOM);
    }

    /** From the message to the object. */
    @Benchmark
    public @Nullable Object decode() {
        return codec.decode(message, HEADROOM, message.length - HEADROOM);
    }

    private static Object valueOf(String what) {
        return switch (what) {
            case "integer" -> 4711;
            case "string" -> "a short string";
            case "arguments" -> new Object[] {"a short string", 17, 2.5};
            case "record" -> new Point(1, 2, "name");
            case "object" -> new Job();
            case "lambda" -> lambda(17);
            case "integers" -> integers(100_000);
            case "strings" -> strings(100_000);
            case "mebibyte" -> new byte[1 << 20];
            default -> throw new IllegalArgumentException("unknown object: what=" + what);
        };
    }

    private static SerializableFunction<Integer, Integer> lambda(int captured) {
        return x -> x + captured;
    }

    private static List<Integer> integers(int count) {
        List<Integer> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(i);
        }
        return list;
    }

    private static List<String> strings(int count) {
        List<String> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add("string " + i);
        }
        return list;
    }

    record Point(int x, int y, String name) {}

    /** A plain class, not Serializable. */
    static final class Job {
        final String name = "job";
        final int number = 17;
        final List<String> tags = new ArrayList<>(List.of("a", "b"));
        final Point at = new Point(1, 2, "here");
    }
}
