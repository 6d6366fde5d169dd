/** What Linux tells of processes. */
package io.multiproc.ipc.proc;
