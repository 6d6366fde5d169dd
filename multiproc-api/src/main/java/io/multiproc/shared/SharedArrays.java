package io.multiproc.shared;

/**
 * The part of {@link SharedObjects} that makes arrays.
 *
 * <p>Each method throws a {@link io.multiproc.process.ProcessException} if that much memory is not there.
 */
public interface SharedArrays {

    /**
     * An array of that many ints in shared memory, all 0 at first.
     *
     * @throws IllegalArgumentException if the length is negative, or there would be more than 2,147,483,647 bytes
     * @python multiprocessing.Array
     */
    SharedIntArray sharedIntArray(int length);

    /**
     * An array of those ints in shared memory.
     *
     * @python multiprocessing.Array
     */
    SharedIntArray sharedIntArray(int[] values);

    /**
     * An array of that many longs in shared memory, all 0 at first.
     *
     * @throws IllegalArgumentException if the length is negative, or there would be more than 2,147,483,647 bytes
     * @python multiprocessing.Array
     */
    SharedLongArray sharedLongArray(int length);

    /**
     * An array of those longs in shared memory.
     *
     * @python multiprocessing.Array
     */
    SharedLongArray sharedLongArray(long[] values);

    /**
     * An array of that many doubles in shared memory, all 0 at first.
     *
     * @throws IllegalArgumentException if the length is negative, or there would be more than 2,147,483,647 bytes
     * @python multiprocessing.Array
     */
    SharedDoubleArray sharedDoubleArray(int length);

    /**
     * An array of those doubles in shared memory.
     *
     * @python multiprocessing.Array
     */
    SharedDoubleArray sharedDoubleArray(double[] values);

    /**
     * An array of that many booleans in shared memory, all false at first.
     *
     * @throws IllegalArgumentException if the length is negative, or there would be more than 2,147,483,647 bytes
     * @python multiprocessing.Array
     */
    SharedBooleanArray sharedBooleanArray(int length);

    /**
     * An array of those booleans in shared memory.
     *
     * @python multiprocessing.Array
     */
    SharedBooleanArray sharedBooleanArray(boolean[] values);

    /**
     * An array of that many bytes in shared memory, all 0 at first.
     *
     * @throws IllegalArgumentException if the length is negative, or there would be more than 2,147,483,647 bytes
     * @python multiprocessing.Array
     */
    SharedByteArray sharedByteArray(int length);

    /**
     * An array of those bytes in shared memory.
     *
     * @python multiprocessing.Array
     */
    SharedByteArray sharedByteArray(byte[] values);

    /**
     * An array of that many shorts in shared memory, all 0 at first.
     *
     * @throws IllegalArgumentException if the length is negative, or there would be more than 2,147,483,647 bytes
     * @python multiprocessing.Array
     */
    SharedShortArray sharedShortArray(int length);

    /**
     * An array of those shorts in shared memory.
     *
     * @python multiprocessing.Array
     */
    SharedShortArray sharedShortArray(short[] values);

    /**
     * An array of that many chars in shared memory, all char 0 at first.
     *
     * @throws IllegalArgumentException if the length is negative, or there would be more than 2,147,483,647 bytes
     * @python multiprocessing.Array
     */
    SharedCharArray sharedCharArray(int length);

    /**
     * An array of those chars in shared memory.
     *
     * @python multiprocessing.Array
     */
    SharedCharArray sharedCharArray(char[] values);

    /**
     * An array of that many floats in shared memory, all 0 at first.
     *
     * @throws IllegalArgumentException if the length is negative, or there would be more than 2,147,483,647 bytes
     * @python multiprocessing.Array
     */
    SharedFloatArray sharedFloatArray(int length);

    /**
     * An array of those floats in shared memory.
     *
     * @python multiprocessing.Array
     */
    SharedFloatArray sharedFloatArray(float[] values);
}
