/**
 * What may cross from one process to another, and what is said when something may not: the counterpart of Python's
 * {@code multiprocessing.reduction}.
 */
package io.multiproc.reduction;
