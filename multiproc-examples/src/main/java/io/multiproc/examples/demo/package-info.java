/**
 * The program behind {@code ./demo}. {@link io.multiproc.examples.demo.DemoMain} reads the command line;
 * {@code MainJob} runs without arguments, {@code Example} knows all examples.
 */
@NullMarked
package io.multiproc.examples.demo;

import org.jspecify.annotations.NullMarked;
