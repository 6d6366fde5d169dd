/** What two threads of one JVM may see of shared values and arrays. */
package io.multiproc.core.shared;
