/**
 * A process as the client of a server: it makes calls, and has one proxy for each object that it refers to. Proxies are
 * sent as handles and become proxies again wherever they arrive.
 */
package io.multiproc.core.manager.client;
