/** How long something may take. */
package io.multiproc.ipc.time;
