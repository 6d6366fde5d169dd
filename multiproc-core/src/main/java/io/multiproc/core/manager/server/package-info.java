/**
 * The server: accepts links, carries out calls, counts the references of its clients, and drops what a dead one had.
 */
package io.multiproc.core.manager.server;
