/**
 * Memory that processes share: blocks with a name, lists in them, and values and arrays that travel as references.
 */
package io.multiproc.core.shared;
