package io.multiproc.core.manager.wire;

import org.jspecify.annotations.Nullable;

/** The one object that every server has: makes the others. */
public interface Creation {

    /** Its number in each server. */
    long NUMBER = 0;

    /** Makes one of the usual objects. */
    Object make(Kind kind, @Nullable Object argument) throws Exception;

    /** Makes an object of one of the program's own types, by the name of its interface. */
    Object makeOwn(String type, @Nullable Object argument) throws Exception;

    /** Keeps an object whose proxy is about to be sent elsewhere, and tells the number of that. */
    long pin(long object);

    /** Gives a proxy that came from elsewhere. */
    Object claim(long object, long pin);
}
