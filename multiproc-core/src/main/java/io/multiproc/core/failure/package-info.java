/** Exceptions that cross from one process to another, as the messages of pools and of managers carry them. */
package io.multiproc.core.failure;
