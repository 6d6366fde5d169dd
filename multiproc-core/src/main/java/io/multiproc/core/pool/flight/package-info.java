/** Events for Java Flight Recorder, written by pools and workers where somebody records. */
package io.multiproc.core.pool.flight;
