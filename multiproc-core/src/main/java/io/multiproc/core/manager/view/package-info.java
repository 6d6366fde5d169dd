/**
 * What proxies of containers, locks and conditions do in the process that uses them: iterate, compare, run its
 * functions.
 */
package io.multiproc.core.manager.view;
