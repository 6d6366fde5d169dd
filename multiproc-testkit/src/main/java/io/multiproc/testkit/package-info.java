/**
 * For tests that start processes: {@link io.multiproc.testkit.CleanExit} fails a test that leaves something behind,
 * {@link io.multiproc.testkit.ChildJvm} runs a whole program, {@link io.multiproc.testkit.Conforms} names the behaviour
 * of CPython that a test holds us to.
 */
package io.multiproc.testkit;
