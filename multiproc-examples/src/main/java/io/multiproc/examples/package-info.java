/**
 * Programs of one screen each, in the shape of their Python originals. {@code ./demo --list} names them; every class
 * here is one, and runs by itself too.
 */
@NullMarked
package io.multiproc.examples;

import org.jspecify.annotations.NullMarked;
