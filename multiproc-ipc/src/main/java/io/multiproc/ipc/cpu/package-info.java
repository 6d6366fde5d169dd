/** Which processors a process may use. */
package io.multiproc.ipc.cpu;
