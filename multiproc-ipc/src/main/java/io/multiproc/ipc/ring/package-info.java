/**
 * Frames, or bytes, that two processes exchange through memory that both have mapped, beside the socket between them:
 * without a system call for each, and not lost with a sender that is killed.
 */
package io.multiproc.ipc.ring;
