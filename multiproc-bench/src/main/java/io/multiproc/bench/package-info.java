/**
 * The side-by-side comparison with CPython that {@code ./bench} runs.
 *
 * <p>A {@link io.multiproc.bench.Scenario} names what is measured and opens its sides;
 * {@link io.multiproc.bench.Runner} lets the sides take turns; what comes out is a {@link io.multiproc.bench.Row} of
 * {@code results.json}, from which the report and the charts are drawn. {@link io.multiproc.bench.BenchMain} puts it
 * together.
 */
@NullMarked
package io.multiproc.bench;

import org.jspecify.annotations.NullMarked;
