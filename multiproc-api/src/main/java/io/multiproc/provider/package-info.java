/** How the api finds what implements it; not exported. */
package io.multiproc.provider;
