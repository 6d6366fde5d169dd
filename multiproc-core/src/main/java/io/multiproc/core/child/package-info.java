/**
 * What a child is, whichever way it is started: its description, its work, its end, and the port that starts it. The
 * ways are packages of their own, {@code spawn} and {@code thread}; {@code start} chooses among them.
 */
package io.multiproc.core.child;
