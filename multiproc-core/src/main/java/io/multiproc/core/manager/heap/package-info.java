/**
 * The objects that a server keeps in its own memory. They know who calls them, and that a caller may be gone before it
 * has given back what it holds; of links and messages they know nothing.
 */
package io.multiproc.core.manager.heap;
