package io.multiproc.core.pool.worker;

import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.codec.UnreadItem;
import org.jspecify.annotations.Nullable;

/** In a worker: the codec of its tasks, with a meter. Used by the worker's thread only. */
final class MeteredCodec implements ObjectCodec {

    private final ObjectCodec codec;
    private final WorkMeter meter;

    MeteredCodec(ObjectCodec codec, WorkMeter meter) {
        this.codec = codec;
        this.meter = meter;
    }

    @Override
    public byte[] encode(@Nullable Object value, int headroom) {
        long before = meter.beforeCoding();
        byte[] encoded = codec.encode(value, headroom);
        meter.afterWriting(before, encoded.length - headroom);
        return encoded;
    }

    @Override
    public @Nullable Object decode(byte[] bytes, int offset, int length) {
        long before = meter.beforeCoding();
        Object decoded = codec.decode(bytes, offset, length);
        meter.afterReading(before, length);
        return decoded;
    }

    @Override
    public <T> T decode(byte[] bytes, int offset, int length, Class<T> type, String source) {
        long before = meter.beforeCoding();
        T decoded = codec.decode(bytes, offset, length, type, source);
        meter.afterReading(before, length);
        return decoded;
    }

    @Override
    public byte[] encodeEach(@Nullable Object[] values, int headroom) {
        long before = meter.beforeCoding();
        byte[] encoded = codec.encodeEach(values, headroom);
        meter.afterWriting(before, encoded.length - headroom);
        return encoded;
    }

    @Override
    public @Nullable Object[] decodeEach(
            byte[] bytes, int offset, int length, int from, int to, UnreadItem.Place instead) {
        long before = meter.beforeCoding();
        @Nullable Object[] decoded = codec.decodeEach(bytes, offset, length, from, to, instead);
        meter.afterReading(before, length);
        return decoded;
    }
}
