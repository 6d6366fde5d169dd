/** How far a job is, for people: a bar in a terminal, plain lines elsewhere. */
@NullMarked
package io.multiproc.examples.progress;

import org.jspecify.annotations.NullMarked;
