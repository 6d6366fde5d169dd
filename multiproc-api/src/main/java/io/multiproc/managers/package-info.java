/**
 * Objects in a server process that any number of processes use through proxies: the counterpart of Python's
 * {@code multiprocessing.managers}. {@link io.multiproc.managers.Manager} is the place to start.
 */
package io.multiproc.managers;
