package io.multiproc.process;

/**
 * Something that {@code awaitAny} can wait for, such as the end of a process. Only this library's own objects are; a
 * program does not implement it.
 *
 * @python connection.wait
 */
public interface Waitable {

    /**
     * Whether it is ready now; once ready it stays so until what made it ready has been taken. May be called by any
     * thread.
     */
    boolean isReady();
}
