package dev.optweave.runtime.internal.storage;

/** Plain floats; under a tensor of doubles, narrowed. */
public final class FloatStream extends Stream {

    private final float[] values;

    public FloatStream(float[] values) {
        this(values, 0, values.length);
    }

    public FloatStream(float[] values, int start, int length) {
        super(Format.FLOAT32, start, length, values);
        this.values = values;
    }

    @Override
    public FloatStream extended(int count) {
        return new FloatStream(values, start(), count);
    }

    @Override
    public float[] floats() {
        return values;
    }

    @Override
    public void load(int from, float[] out, int count, Transfer transfer) {
        System.arraycopy(values, start() + from, out, 0, count);
    }

    @Override
    public void load(int from, double[] out, int count, Transfer transfer) {
        int at = start() + from;
        for (int i = 0; i < count; i++) {
            out[i] = values[at + i];
        }
    }

    @Override
    public void store(int from, float[] in, int count, Transfer transfer) {
        System.arraycopy(in, 0, values, start() + from, count);
    }

    @Override
    public void store(int from, double[] in, int count, Transfer transfer) {
        int at = start() + from;
        for (int i = 0; i < count; i++) {
            values[at + i] = (float) in[i];
        }
    }

    @Override
    public double get(int element) {
        return values[start() + element];
    }
}
