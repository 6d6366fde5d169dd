package io.multiproc.core.shared;

import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.sharedInt;
import static io.multiproc.Multiprocessing.sharedLongArray;

import io.multiproc.process.ProcessException;

/** Makes things in shared memory where files of their size cannot be made; run with a limit for files. */
final class NoRoom {

    private NoRoom() {}

    public static void main(String[] arguments) {
        tell(() -> lock());
        tell(() -> sharedInt(1));
        tell(() -> sharedLongArray(100_000));
    }

    private static void tell(Runnable making) {
        try {
            making.run();
            System.out.println("made");
        } catch (ProcessException e) {
            System.out.println(e.getMessage());
        }
    }
}
