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

    static void clear(Object array) {
        if (array instanceof float[] floats) {
            Arrays.fill(floats, 0);
        } else if (array instanceof double[] doubles) {
            Arrays.fill(doubles, 0);
        } else if (array instanceof short[] shorts) {
            Arrays.fill(shorts, (short) 0);
        } else {
            Arrays.fill((byte[]) array, (byte) 0);
        }
    }
}
