/**
 * Managers: a server process that keeps objects, and the proxies through which others use them. Calls go over links of
 * their own, each with a thread of the server: see docs/adr/0020-managers.md.
 *
 * <p>Here is what programs are given, and the server as the process sees it that started it. The parts, each of which
 * uses only what stands after it:
 *
 * <ul>
 *   <li>{@code server}: links, calls, references
 *   <li>{@code heap}: the objects that a server keeps
 *   <li>{@code client}: this process as one that uses a server, its proxies
 *   <li>{@code view}: what proxies do themselves
 *   <li>{@code link}: links to a server
 *   <li>{@code wire}: messages
 * </ul>
 */
package io.multiproc.core.manager;
