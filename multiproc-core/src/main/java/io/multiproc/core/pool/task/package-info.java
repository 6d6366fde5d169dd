/**
 * A task on its way, as its pool sees it: its frame, where its outcome goes, and the reply or replies for its items.
 */
package io.multiproc.core.pool.task;
