package dev.optweave.runtime.internal.storage;

import java.math.BigInteger;

/** Slow and obvious. */
final class Reference {

    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(32);

    private Reference() {}

    /** Philox4x32-10 as its authors write it, in whole numbers. */
    static int[] philox(long key, int... counter) {
        int[] c = counter.clone();
        BigInteger[] keys = {word((int) key), word((int) (key >>> 32))};
        for (int round = 0; round < 10; round++) {
            BigInteger a = new BigInteger("D2511F53", 16).multiply(word(c[0]));
            BigInteger b = new BigInteger("CD9E8D57", 16).multiply(word(c[2]));
            c =
                    new int[] {
                        high(b) ^ c[1] ^ keys[0].intValue(),
                        b.intValue(),
                        high(a) ^ c[3] ^ keys[1].intValue(),
                        a.intValue()
                    };
            keys[0] = keys[0].add(new BigInteger("9E3779B9", 16)).mod(WORD);
            keys[1] = keys[1].add(new BigInteger("BB67AE85", 16)).mod(WORD);
        }
        return c;
    }

    private static BigInteger word(int bits) {
        return BigInteger.valueOf(Integer.toUnsignedLong(bits));
    }

    private static int high(BigInteger product) {
        return product.shiftRight(32).intValue();
    }

    /**
     * The value that a format has nearest to x, ties to the even code, by looking at all.
     *
     * @param values of the codes 0, 1, …, ascending, exact; the last stands for infinity and is
     *     where the next code would be
     */
    static int nearest(double[] values, double x) {
        int low = 0;
        int high = values.length - 1;
        if (x >= values[high]) {
            return high;
        }
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (values[middle] <= x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double below = x - values[low];
        double above = values[high] - x;
        if (below == above) {
            return low % 2 == 0 ? low : high;
        }
        return below < above ? low : high;
    }

    /** The exact values of the codes of a binary format, from 0 to infinity. */
    static double[] values(int fractionBits, int bias, int infinite) {
        double[] values = new double[infinite + 1];
        for (int code = 0; code <= infinite; code++) {
            int exponent = code >> fractionBits;
            int fraction = code & (1 << fractionBits) - 1;
            values[code] =
                    exponent == 0
                            ? Math.scalb((double) fraction, 1 - bias - fractionBits)
                            : Math.scalb(
                                    (double) (1 << fractionBits | fraction),
                                    exponent - bias - fractionBits);
        }
        return values;
    }

    /** Floats of all magnitudes and kinds, many of them halfway between narrower ones. */
    static float[] floats(int shift) {
        float[] floats = new float[1 << 20];
        java.util.Random random = new java.util.Random(shift);
        for (int i = 0; i < floats.length; i++) {
            int bits = random.nextInt();
            if (i % 4 == 1) {
                bits = bits >>> shift << shift | 1 << shift - 1;
            } else if (i % 4 == 2) {
                bits = (bits >>> shift << shift | 1 << shift - 1) + random.nextInt(3) - 1;
            } else if (i % 4 == 3) {
                bits = bits & 0x80000000 | 0x33000000 + random.nextInt(0x47ffffff - 0x33000000);
            }
            floats[i] = Float.intBitsToFloat(bits);
        }
        return floats;
    }
}
