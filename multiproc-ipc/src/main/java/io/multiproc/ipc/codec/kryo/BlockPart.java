package io.multiproc.ipc.codec.kryo;

import java.io.Serializable;

/** Stands in a Java stream for an object beside it. */
final class BlockPart implements Serializable {

    private static final long serialVersionUID = 1L;

    final int index;

    BlockPart(int index) {
        this.index = index;
    }
}
