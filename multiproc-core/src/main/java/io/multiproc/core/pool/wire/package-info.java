/** What a pool and its workers have in common: the messages between them, and the memory that both see. */
package io.multiproc.core.pool.wire;
