/** What two threads of one JVM may see of locks, semaphores and events, and of what they guard. */
package io.multiproc.core.sync;
