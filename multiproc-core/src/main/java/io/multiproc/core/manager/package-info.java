/**
 * Managers: a server process that keeps objects, and the proxies through which others use them. Calls go over links of
 * their own, each with a thread of the server: see docs/adr/0020-managers.md.
 */
package io.multiproc.core.manager;
