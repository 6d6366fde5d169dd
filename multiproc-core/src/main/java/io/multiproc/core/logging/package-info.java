/**
 * The library's logger, and the way of a child's log records to its parent. A child that has nothing to do with either
 * loads no class of {@code java.util.logging}: all such classes are here, and {@link LogSettings} is not one of them.
 */
package io.multiproc.core.logging;
