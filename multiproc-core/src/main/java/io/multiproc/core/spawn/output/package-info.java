/** What becomes of a child JVM's standard output and standard error. */
package io.multiproc.core.spawn.output;
