package io.multiproc.ipc.codec.kryo;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values without identity: nobody can tell one from an equal one, so each occurrence is written in full. */
final class Values extends MessageSerializer {

    private Values(int tag) {
        super(tag);
    }

    static MessageSerializer of(int tag) {
        return new Values(tag);
    }

    @Override
    void write(CodecKryo kryo, Object value) {
        MessageOutput out = kryo.out;
        switch (tag) {
            case MessageDescriptor.BIG_INTEGER -> writeInteger(out, (BigInteger) value);
            case MessageDescriptor.BIG_DECIMAL -> {
                writeInteger(out, ((BigDecimal) value).unscaledValue());
                out.writeInt(((BigDecimal) value).scale());
            }
            case MessageDescriptor.UUID -> {
                out.writeLong(((UUID) value).getMostSignificantBits());
                out.writeLong(((UUID) value).getLeastSignificantBits());
            }
            case MessageDescriptor.OPTIONAL_INT -> {
                out.writeBoolean(((OptionalInt) value).isPresent());
                out.writeInt(((OptionalInt) value).orElse(0));
            }
            case MessageDescriptor.OPTIONAL_LONG -> {
                out.writeBoolean(((OptionalLong) value).isPresent());
                out.writeLong(((OptionalLong) value).orElse(0));
            }
            case MessageDescriptor.OPTIONAL_DOUBLE -> {
                out.writeBoolean(((OptionalDouble) value).isPresent());
                out.writeDouble(((OptionalDouble) value).orElse(0));
            }
            case MessageDescriptor.CHARSET -> out.writeText(((Charset) value).name());
            case MessageDescriptor.PATH -> writePath(out, (Path) value);
            case MessageDescriptor.URI -> out.writeText(value.toString());
            case MessageDescriptor.FILE -> out.writeText(((File) value).getPath());
            case MessageDescriptor.CLASS -> out.writeText(ClassNames.toSend((Class<?>) value));
            default -> writeTime(out, tag, value);
        }
    }

    private static void writeInteger(MessageOutput out, BigInteger value) {
        byte[] bytes = value.toByteArray();
        out.writeCount(bytes.length);
        out.writeBytes(bytes);
    }

    private static void writePath(MessageOutput out, Path path) {
        boolean local = path.getFileSystem() == FileSystems.getDefault();
        out.writeBoolean(local);
        out.writeText(local ? path.toString() : path.toUri().toString());
    }

    @SuppressWarnings({"JavaInstantGetSecondsGetNano", "JavaDurationGetSecondsGetNano"}) // the seconds go before
    private static void writeTime(MessageOutput out, int tag, Object value) {
        switch (tag) {
            case MessageDescriptor.INSTANT -> {
                out.writeLong(((Instant) value).getEpochSecond());
                out.writeInt(((Instant) value).getNano());
            }
            case MessageDescriptor.DURATION -> {
                out.writeLong(((Duration) value).toSeconds());
                out.writeInt(((Duration) value).getNano());
            }
            case MessageDescriptor.LOCAL_DATE -> out.writeLong(((LocalDate) value).toEpochDay());
            case MessageDescriptor.LOCAL_TIME -> out.writeLong(((LocalTime) value).toNanoOfDay());
            case MessageDescriptor.LOCAL_DATE_TIME -> writeDateTime(out, (LocalDateTime) value);
            case MessageDescriptor.ZONE -> out.writeText(((ZoneId) value).getId());
            case MessageDescriptor.ZONED_DATE_TIME -> {
                ZonedDateTime time = (ZonedDateTime) value;
                writeDateTime(out, time.toLocalDateTime());
                out.writeInt(time.getOffset().getTotalSeconds());
                out.writeText(time.getZone().getId());
            }
            case MessageDescriptor.OFFSET_DATE_TIME -> {
                OffsetDateTime time = (OffsetDateTime) value;
                writeDateTime(out, time.toLocalDateTime());
                out.writeInt(time.getOffset().getTotalSeconds());
            }
            default -> throw new IllegalStateException("no value has tag " + tag);
        }
    }

    private static void writeDateTime(MessageOutput out, LocalDateTime value) {
        out.writeLong(value.toLocalDate().toEpochDay());
        out.writeLong(value.toLocalTime().toNanoOfDay());
    }

    @Override
    @Nullable
    Object read(CodecKryo kryo) {
        MessageInput in = kryo.in;
        return switch (tag) {
            case MessageDescriptor.BIG_INTEGER -> readInteger(in);
            case MessageDescriptor.BIG_DECIMAL -> new BigDecimal(readInteger(in), in.readInt());
            case MessageDescriptor.UUID -> new UUID(in.readLong(), in.readLong());
            case MessageDescriptor.OPTIONAL_INT -> {
                boolean present = in.readBoolean();
                int value = in.readInt();
                yield present ? OptionalInt.of(value) : OptionalInt.empty();
            }
            case MessageDescriptor.OPTIONAL_LONG -> {
                boolean present = in.readBoolean();
                long value = in.readLong();
                yield present ? OptionalLong.of(value) : OptionalLong.empty();
            }
            case MessageDescriptor.OPTIONAL_DOUBLE -> {
                boolean present = in.readBoolean();
                double value = in.readDouble();
                yield present ? OptionalDouble.of(value) : OptionalDouble.empty();
            }
            case MessageDescriptor.CHARSET -> Charset.forName(in.readText());
            case MessageDescriptor.PATH ->
                in.readBoolean() ? Path.of(in.readText()) : Path.of(URI.create(in.readText()));
            case MessageDescriptor.URI -> URI.create(in.readText());
            case MessageDescriptor.FILE -> new File(in.readText());
            case MessageDescriptor.CLASS -> ClassNames.received(in.readText(), kryo.getClassLoader());
            default -> readTime(in, tag);
        };
    }

    private static BigInteger readInteger(MessageInput in) {
        return new BigInteger(in.readBytes(in.readCount(1)));
    }

    private static Object readTime(MessageInput in, int tag) {
        return switch (tag) {
            case MessageDescriptor.INSTANT -> Instant.ofEpochSecond(in.readLong(), in.readInt());
            case MessageDescriptor.DURATION -> Duration.ofSeconds(in.readLong(), in.readInt());
            case MessageDescriptor.LOCAL_DATE -> LocalDate.ofEpochDay(in.readLong());
            case MessageDescriptor.LOCAL_TIME -> LocalTime.ofNanoOfDay(in.readLong());
            case MessageDescriptor.LOCAL_DATE_TIME -> readDateTime(in);
            case MessageDescriptor.ZONE -> ZoneId.of(in.readText());
            case MessageDescriptor.ZONED_DATE_TIME -> {
                LocalDateTime time = readDateTime(in);
                ZoneOffset offset = ZoneOffset.ofTotalSeconds(in.readInt());
                yield ZonedDateTime.ofInstant(time, offset, ZoneId.of(in.readText()));
            }
            case MessageDescriptor.OFFSET_DATE_TIME -> {
                LocalDateTime time = readDateTime(in);
                yield OffsetDateTime.of(time, ZoneOffset.ofTotalSeconds(in.readInt()));
            }
            default -> throw new Damage("unknown tag " + tag);
        };
    }

    private static LocalDateTime readDateTime(MessageInput in) {
        LocalDate date = LocalDate.ofEpochDay(in.readLong());
        return LocalDateTime.of(date, LocalTime.ofNanoOfDay(in.readLong()));
    }
}
