/**
 * What crosses the links between a server and its clients: the frames of calls, the names of methods, and what travels
 * in the place of a proxy. Knows neither side.
 */
package io.multiproc.core.manager.wire;
