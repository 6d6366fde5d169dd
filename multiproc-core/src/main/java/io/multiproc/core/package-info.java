/** The door of the implementation: what the api module finds when it looks for one. */
package io.multiproc.core;
