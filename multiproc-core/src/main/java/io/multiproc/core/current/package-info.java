/** What a process knows of itself: its name, its parent, and what is to be done before it ends. */
package io.multiproc.core.current;
