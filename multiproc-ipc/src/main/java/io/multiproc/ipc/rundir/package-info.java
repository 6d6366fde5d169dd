/**
 * The private directory in which a program keeps its socket and the files its processes share, and how what a crashed
 * program left is found and removed.
 */
package io.multiproc.ipc.rundir;
