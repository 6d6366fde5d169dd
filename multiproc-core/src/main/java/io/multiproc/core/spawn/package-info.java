/**
 * Starting a child JVM and everything between that and the program's code in it: the counterpart of Python's
 * {@code spawn.py} and {@code popen_spawn_posix.py}.
 *
 * <p>{@code ChildLauncher} is the parent's side, {@code SpawnMain} the child's.
 */
package io.multiproc.core.spawn;
