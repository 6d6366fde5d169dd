/** Pictures to work on: those of a folder, or the photographs that come with the examples. */
@NullMarked
package io.multiproc.examples.pictures;

import org.jspecify.annotations.NullMarked;
