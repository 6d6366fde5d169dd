/**
 * The processes that a program starts, and the table of those that still run: the counterpart of {@code process.py}.
 */
package io.multiproc.core.process;
