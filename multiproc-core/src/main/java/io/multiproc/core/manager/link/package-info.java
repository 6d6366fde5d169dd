/**
 * The links of a process to a server: opening them, waiting for answers with a limit, asking a silent server whether it
 * is there, and saying which objects are not referred to any more.
 */
package io.multiproc.core.manager.link;
