/**
 * Locks and what is built of such words, in segments of shared memory. Which words there are, their states and why no
 * wake-up is lost: docs/shared-memory.md.
 */
package io.multiproc.core.sync;
