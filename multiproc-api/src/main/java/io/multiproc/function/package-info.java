/**
 * Functions that can travel to another process: the usual shapes of {@code java.util.function}, but serializable and
 * free to throw. A lambda or method reference assigned to one of them can be sent; what it captures travels with it.
 */
package io.multiproc.function;
