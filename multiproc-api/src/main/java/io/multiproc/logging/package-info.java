/**
 * Log levels and log records of this library, on top of {@code java.util.logging}. The logger itself, Python's
 * {@code get_logger}, is {@link io.multiproc.Multiprocessing#logger()}.
 */
package io.multiproc.logging;
