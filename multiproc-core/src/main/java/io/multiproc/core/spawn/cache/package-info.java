/**
 * A class-data archive of what every child loads on its way to the program's code, so that children start in about half
 * the time.
 *
 * <p>{@link io.multiproc.core.spawn.cache.ClassCache} is the door: it gives the options with which a child uses the
 * archive, and has one made in the background where there is none. {@code TrainingMain} makes it, in a JVM of its own.
 */
package io.multiproc.core.spawn.cache;
