/**
 * What a failure or a death becomes: the exception that says what failed, where, with which arguments and by what
 * cause; and whether it is run again.
 */
package io.multiproc.core.pool.blame;
