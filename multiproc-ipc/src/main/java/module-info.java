/** Bytes between processes: codec, frames, hub and endpoint; knows no pool and no queue. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings(
        "requires-automatic") // Kryo has no module descriptor; its types appear in one package, in no signature
module io.multiproc.ipc {
    requires transitive io.multiproc.api;
    requires static org.jspecify;
    requires com.esotericsoftware.kryo.kryo5;

    exports io.multiproc.ipc.codec to
            io.multiproc.core;
}
