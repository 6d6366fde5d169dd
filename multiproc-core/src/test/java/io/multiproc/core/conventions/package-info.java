/** Rules of the house, checked: layers, names, parity with Python, messages, documents. */
package io.multiproc.core.conventions;
