package io.multiproc.ipc.codec.kryo;

import org.jspecify.annotations.Nullable;

/** The receiver's side of lambdas. */
final class ReceivedLambda extends MessageSerializer {

    private ReceivedLambda() {
        super(MessageDescriptor.LAMBDA);
    }

    static MessageSerializer of() {
        return new ReceivedLambda();
    }

    @Override
    void write(CodecKryo kryo, Object value) {
        throw new IllegalStateException("only read");
    }

    @Override
    Object read(CodecKryo kryo) throws Exception {
        LambdaSite site = kryo.classes().descriptors().read(kryo.in, LambdaSite.class);
        @Nullable Object[] arguments = new Object[site.captured()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = kryo.read();
        }
        return site.lambda(arguments, kryo.getClassLoader());
    }
}
