/**
 * What threads of several processes synchronise by: locks, semaphores, conditions, events and barriers.
 *
 * <p>They live in shared memory that the process makes which makes the object, and that is there as long as that
 * process lives; processes that had the object before go on with it after that. They may be sent to other processes at
 * any time, and used by any number of threads of any number of processes, mixed. None of them is fair: one that comes
 * just in time may overtake those that wait. At most 1,024 processes at a time can use what one process has made; the
 * next gets an error when it receives such an object. What a process does before it releases, signals, sets or arrives
 * <a href="../package-summary.html#visibility">happened before</a> what those do that therefore go on.
 */
package io.multiproc.sync;
