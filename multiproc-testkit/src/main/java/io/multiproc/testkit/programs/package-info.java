/** What children of tests do: each method of {@link io.multiproc.testkit.programs.Programs} is one small program. */
package io.multiproc.testkit.programs;
