/**
 * The codec on Kryo; the only package that knows Kryo's types.
 *
 * <p>{@code CodecKryo} walks the graph. {@code MessageClasses} registers a class when it is first met,
 * {@code Serializers} chooses its {@code MessageSerializer}: a family of JDK classes, or one for a kind of user class.
 * Classes load as they are needed, since a child process meets this package before it meets the user's code.
 */
package io.multiproc.ipc.codec.kryo;
