package dev.optweave.runtime.internal.storage;

/** Plain doubles, of a tensor of doubles. */
public final class DoubleStream extends Stream {

    private final double[] values;

    public DoubleStream(double[] values) {
        this(values, 0, values.length);
    }

    public DoubleStream(double[] values, int start, int length) {
        super(Format.FLOAT64, start, length, values);
        this.values = values;
    }

    @Override
    public DoubleStream extended(int count) {
        return new DoubleStream(values, start(), count);
    }

    @Override
    public double[] doubles() {
        return values;
    }

    @Override
    public void load(int from, float[] out, int count, Transfer transfer) {
        throw neverNarrowed();
    }

    @Override
    public void load(int from, double[] out, int count, Transfer transfer) {
        System.arraycopy(values, start() + from, out, 0, count);
    }

    @Override
    public void store(int from, float[] in, int count, Transfer transfer) {
        throw neverNarrowed();
    }

    @Override
    public void store(int from, double[] in, int count, Transfer transfer) {
        System.arraycopy(in, 0, values, start() + from, count);
    }

    @Override
    public double get(int element) {
        return values[start() + element];
    }

    private static UnsupportedOperationException neverNarrowed() {
        return new UnsupportedOperationException("doubles belong to tensors of doubles alone");
    }
}
