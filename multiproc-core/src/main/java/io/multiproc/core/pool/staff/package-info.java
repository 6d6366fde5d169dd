/**
 * Who works in a pool: workers are started, replaced when they die or have been there for long enough, ended when what
 * they run is overdue, and dismissed.
 */
package io.multiproc.core.pool.staff;
