/** What workers tell of their work, and what to do about it. */
package io.multiproc.core.pool.insight;
