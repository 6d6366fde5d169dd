package io.multiproc.ipc.codec;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Scalars, arrays, dates and the other small things of the JDK. */
final class ValueCases {

    private ValueCases() {}

    static List<Case> all() throws Exception {
        List<Case> cases = new ArrayList<>();
        cases.add(Case.of("null", null));
        scalars(cases);
        strings(cases);
        arrays(cases);
        times(cases);
        others(cases);
        holders(cases);
        return cases;
    }

    private static void scalars(List<Case> cases) {
        Object[] values = {
            true,
            false,
            (byte) 0,
            Byte.MIN_VALUE,
            Byte.MAX_VALUE,
            (short) -1,
            Short.MIN_VALUE,
            Short.MAX_VALUE,
            'a',
            '\0',
            '\uffff',
            0,
            1,
            -1,
            300,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            0L,
            -1L,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            0f,
            -0f,
            Float.NaN,
            Float.MIN_VALUE,
            Float.POSITIVE_INFINITY,
            0.0,
            -0.0,
            Math.PI,
            Double.NaN,
            Double.MIN_VALUE,
            Double.NEGATIVE_INFINITY
        };
        for (Object value : values) {
            cases.add(Case.of(value.getClass().getSimpleName() + " " + value, value));
        }
    }

    private static void strings(List<Case> cases) {
        cases.add(Case.of("empty string", ""));
        cases.add(Case.of("ASCII string", "hello"));
        cases.add(Case.of("Latin-1 string", "na\u00efve \u00ff"));
        cases.add(Case.of("wide string", "\u65e5\u672c\u8a9e \ud83d\ude00"));
        cases.add(Case.of("unpaired surrogates", "\ud800 and \udc00\ud800"));
        cases.add(Case.of("NUL char", "a\0b"));
        cases.add(Case.of("long string", "x".repeat(100_000)));
        cases.add(Case.of("long wide string", "\u20ac".repeat(100_000)));
        cases.add(Case.of("StringBuilder", new StringBuilder("built"), StringBuilder::toString));
        cases.add(Case.of("StringBuffer", new StringBuffer("built"), StringBuffer::toString));
    }

    private static void arrays(List<Case> cases) {
        Object[] values = {
            new byte[0],
            new byte[] {1, -2},
            new boolean[] {true, false},
            new char[] {'a', '\uffff'},
            new short[] {-1, 2},
            new int[] {1, Integer.MIN_VALUE},
            new long[] {1, Long.MIN_VALUE},
            new float[] {1.5f, Float.NaN},
            new double[] {-0.0, 2.5},
            new byte[200_000],
            new long[50_000],
            new Object[0],
            new Object[] {1, "two", null, new int[] {3}},
            new String[] {"a", null},
            new String[] {"a", "b", "c", "d"},
            new Integer[] {1, 2, 3, 4, 5},
            new Integer[] {1, null, 3, 4, 5},
            new int[][] {{1}, {}, null},
            new int[2][3][4],
            new String[][] {{"x"}, null},
            new Object[][] {{1}, {"y", null}},
            new List<?>[] {List.of(1), null},
            new Number[] {1, 2L, 3.0, null, (byte) 5},
            new Class<?>[] {int.class, String[].class},
            new DayOfWeek[] {DayOfWeek.MONDAY, null},
            new Map.Entry<?, ?>[] {Map.entry(1, 2)}
        };
        for (Object value : values) {
            cases.add(Case.of(
                    value.getClass().getTypeName() + " " + java.lang.reflect.Array.getLength(value),
                    value,
                    array -> Arrays.deepToString(new Object[] {array})));
        }
    }

    private static void times(List<Case> cases) {
        ZonedDateTime overlap = ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 1, ZoneId.of("Europe/Berlin"));
        Object[] values = {
            Instant.EPOCH,
            Instant.MAX,
            Instant.MIN,
            Duration.ZERO,
            Duration.ofNanos(-1),
            LocalDate.MIN,
            LocalDate.MAX,
            LocalTime.MIDNIGHT,
            LocalTime.MAX,
            LocalDateTime.MIN,
            LocalDateTime.of(2026, 2, 28, 3, 4, 5, 6),
            ZoneOffset.UTC,
            ZoneOffset.ofHoursMinutes(5, 30),
            ZoneId.of("Asia/Tokyo"),
            ZoneId.of("UTC+1"),
            overlap,
            overlap.withLaterOffsetAtOverlap(),
            ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.MAX),
            OffsetDateTime.MIN,
            OffsetTime.MAX,
            Period.of(1, -2, 3),
            Year.of(2026),
            YearMonth.of(2026, 11),
            MonthDay.of(2, 29),
            DayOfWeek.SUNDAY,
            JapaneseDate.of(2026, 1, 1),
            new Date(12345),
            new GregorianCalendar(2026, 1, 1),
            TimeZone.getTimeZone("America/New_York"),
            new java.util.SimpleTimeZone(3600, "own"),
            java.time.temporal.WeekFields.ISO,
            java.time.Clock.systemUTC()
        };
        for (Object value : values) {
            cases.add(Case.of(
                    value.getClass().getSimpleName() + " "
                            + value.toString().lines().findFirst().orElse(""),
                    value));
        }
    }

    private static void others(List<Case> cases) throws Exception {
        Object[] values = {
            BigInteger.ZERO,
            BigInteger.TWO.pow(1000).negate(),
            new BigDecimal("1.50"),
            new BigDecimal("-1E+400"),
            Optional.empty(),
            Optional.of("x"),
            OptionalInt.empty(),
            OptionalInt.of(-1),
            OptionalLong.of(7),
            OptionalLong.empty(),
            OptionalDouble.of(1.5),
            OptionalDouble.empty(),
            new UUID(1, -2),
            URI.create("http://h:1/p?q#f"),
            new URI("mailto", "a b", null),
            new java.net.URL("http://127.0.0.1/x"),
            Path.of("a", "b"),
            Path.of("/"),
            Path.of(""),
            new File("x/y"),
            Locale.GERMANY,
            Locale.ROOT,
            Locale.forLanguageTag("zh-Hant-TW"),
            Currency.getInstance("EUR"),
            StandardCharsets.UTF_8,
            StandardCharsets.ISO_8859_1,
            BitSet.valueOf(new long[] {5, 0, 9}),
            int.class,
            void.class,
            String.class,
            int[].class,
            String[][].class,
            Map.Entry.class,
            new java.net.InetSocketAddress("127.0.0.1", 80)
        };
        for (Object value : values) {
            String text = value.toString();
            cases.add(Case.of(
                    value.getClass().getSimpleName() + " " + text.substring(0, Math.min(30, text.length())), value));
        }
        cases.add(Case.of("Pattern", Pattern.compile("a(b)", Pattern.CASE_INSENSITIVE), p -> p.pattern() + p.flags()));
        cases.add(Case.of("HeapByteBuffer", buffer(false), ValueCases::show));
        cases.add(Case.of("read-only ByteBuffer", buffer(true), ValueCases::show));
        cases.add(Case.of("StackTraceElement", new StackTraceElement("c", "m", "f", 1)));
    }

    private static ByteBuffer buffer(boolean readOnly) {
        ByteBuffer buffer =
                ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 4}, 1, 3).slice().position(1);
        return (readOnly ? buffer.asReadOnlyBuffer() : buffer).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Object show(ByteBuffer buffer) {
        ByteBuffer all = buffer.duplicate().clear();
        byte[] content = new byte[all.remaining()];
        all.get(content);
        return List.of(
                buffer.position(), buffer.limit(), buffer.order(), buffer.isReadOnly(), Arrays.toString(content));
    }

    private static void holders(List<Case> cases) {
        LongAdder adder = new LongAdder();
        adder.add(3);
        cases.add(Case.of("AtomicInteger", new AtomicInteger(1), AtomicInteger::get));
        cases.add(Case.of("AtomicLong", new AtomicLong(-1), AtomicLong::get));
        cases.add(Case.of("AtomicBoolean", new AtomicBoolean(true), AtomicBoolean::get));
        cases.add(Case.of("AtomicReference", new AtomicReference<>(List.of(1)), AtomicReference::get));
        cases.add(
                Case.of("AtomicIntegerArray", new AtomicIntegerArray(new int[] {1, 2}), AtomicIntegerArray::toString));
        cases.add(Case.of("LongAdder", adder, LongAdder::sum));
        cases.add(Case.of("java.util.Random", new java.util.Random(5), java.util.Random::nextLong));
    }
}
