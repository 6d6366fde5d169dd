/** How far a call of a pool is, for people: a bar in a terminal, plain lines elsewhere. */
package io.multiproc.progress;
