package dev.optweave.benchmarks;

import java.util.Random;

/** The arrays of one float parameter: its values, its gradient and two moments. */
final class Arrays {

    final float[] w;
    final float[] g;
    final float[] m;
    final float[] v;

    /** Allocates {@code size} elements each; w and g hold small random numbers, m and v zeros. */
    Arrays(int size) {
        w = new float[size];
        g = new float[size];
        m = new float[size];
        v = new float[size];
        Random random = new Random(17);
        for (int i = 0; i < size; i++) {
            w[i] = random.nextFloat() - 0.5f;
            g[i] = (random.nextFloat() - 0.5f) * 1e-2f;
        }
    }
}
