/** What callers wait for: bytes when it arrives, objects when a thread asks for them. */
package io.multiproc.core.pool.outcome;
