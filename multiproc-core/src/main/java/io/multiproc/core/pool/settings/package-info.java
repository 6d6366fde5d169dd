/** What a pool is to be, as its builder was told. */
package io.multiproc.core.pool.settings;
