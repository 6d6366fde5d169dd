/** JMH benchmarks; {@code ./bench jmh PATTERN} runs those whose name contains the pattern. */
@NullMarked
package io.multiproc.bench.jmh;

import org.jspecify.annotations.NullMarked;
