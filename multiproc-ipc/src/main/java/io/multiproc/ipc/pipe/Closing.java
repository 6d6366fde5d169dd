package io.multiproc.ipc.pipe;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Closes what nobody needs any more. */
public final class Closing {

    private Closing() {}

    /** Closes it, where a failure changes nothing for anybody: it is logged. Null is closed already. */
    public static void quietly(@Nullable Closeable unneeded) {
        if (unneeded == null) {
            return;
        }
        try {
            unneeded.close();
        } catch (IOException e) {
            System.getLogger(Closing.class.getName()).log(Level.DEBUG, "cannot close " + unneeded, e);
        }
    }
}
