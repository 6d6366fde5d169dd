/** The calls of a pool: single tasks, maps and lazy iterators, how their input is read, cut into chunks and bounded. */
package io.multiproc.core.pool.call;
