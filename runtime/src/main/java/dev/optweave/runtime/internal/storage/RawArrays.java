package dev.optweave.runtime.internal.storage;

import java.util.Arrays;

/** Arrays of any of the types that values lie in. */
public final class RawArrays {

    private RawArrays() {}

    /** How many entries the array has. */
    public static int length(Object array) {
        if (array instanceof float[] floats) {
            return floats.length;
        }
        if (array instanceof double[] doubles) {
            return doubles.length;
        }
        return array instanceof short[] shorts ? shorts.length : ((byte[]) array).length;
    }

    /** A new array of the same type. */
    public static Object like(Object array, int length) {
        if (array instanceof float[]) {
            return new float[length];
        } else if (array instanceof double[]) {
            return new double[length];
        }
        return array instanceof short[] ? new short[length] : new byte[length];
    }

    /** Makes some entries zero. */
    public static void clear(Object array, int from, int to) {
        if (array instanceof float[] floats) {
            Arrays.fill(floats, from, to, 0);
        } else if (array instanceof double[] doubles) {
            Arrays.fill(doubles, from, to, 0);
        } else if (array instanceof short[] shorts) {
            Arrays.fill(shorts, from, to, (short) 0);
        } else {
            Arrays.fill((byte[]) array, from, to, (byte) 0);
        }
    }
}
