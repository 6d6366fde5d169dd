/** The port between objects and bytes; nothing above it knows what serializes. */
package io.multiproc.ipc.codec;
