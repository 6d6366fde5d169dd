/** Memory that several processes of a program map at once. */
package io.multiproc.ipc.memory;
