/** The wire: how messages are laid out as bytes, and how they are put together again from what arrives. */
package io.multiproc.ipc.frame;
