package io.multiproc.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the cases of CPython's own test suite whose behaviour the annotated test checks here, such as
 * {@code "_TestProcess.test_kill"}; several at once, or, if they do not fit a line, one after the other.
 */
@Documented
@Repeatable(Conforms.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Conforms {

    /** The cases, as {@code TestClass.test_name}. */
    String[] value();

    /** Several, as the compiler puts them together. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @interface All {

        /** Each of them. */
        Conforms[] value();
    }
}
