/** The ways to start a child, and which one is meant. */
package io.multiproc.core.start;
