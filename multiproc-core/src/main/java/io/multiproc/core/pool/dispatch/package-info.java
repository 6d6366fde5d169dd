/**
 * Which worker gets which task, and which task gets which reply. All of it is guarded by the one lock of the
 * {@code Dispatcher}.
 */
package io.multiproc.core.pool.dispatch;
