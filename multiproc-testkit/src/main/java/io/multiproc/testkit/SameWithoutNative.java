package io.multiproc.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Says that what the annotated class tests does not depend on the library's native parts: Netty's epoll transport of
 * the links between parent and child, the futex that waits for locks, and the binding to processors. So it is with
 * models, and with what a pool decides by: times, numbers and states. {@code .ci/run} leaves it out of its run with
 * {@code -Dmultiproc.native=false}; every other run has it.
 *
 * <p>Not for cases of CPython's tests, nor for anything that waits in shared memory or is about the links themselves.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag(SameWithoutNative.TAG)
public @interface SameWithoutNative {

    /** For {@code -DexcludedGroups}. */
    String TAG = "same-without-native";
}
