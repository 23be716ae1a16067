package dev.optweave.runtime.internal.storage;

/** Plain floats; under a tensor of doubles, narrowed. */
public final class FloatStream extends Stream {

    private final float[] values;

    public FloatStream(float[] values) {
        super(Format.FLOAT32, values);
        this.values = values;
    }

    @Override
    public float[] floats() {
        return values;
    }

    @Override
    public void load(int from, float[] out, int count, Transfer transfer) {
        System.arraycopy(values, from, out, 0, count);
    }

    @Override
    public void load(int from, double[] out, int count, Transfer transfer) {
        for (int i = 0; i < count; i++) {
            out[i] = values[from + i];
        }
    }

    @Override
    public void store(int from, float[] in, int count, Transfer transfer) {
        System.arraycopy(in, 0, values, from, count);
    }

    @Override
    public void store(int from, double[] in, int count, Transfer transfer) {
        for (int i = 0; i < count; i++) {
            values[from + i] = (float) in[i];
        }
    }

    @Override
    public double get(int element) {
        return values[element];
    }
}
