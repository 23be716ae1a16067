package dev.optweave.runtime.internal.storage;

/** Plain doubles, of a tensor of doubles. */
public final class DoubleStream extends Stream {

    private final double[] values;

    public DoubleStream(double[] values) {
        super(Format.FLOAT64, values);
        this.values = values;
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
        System.arraycopy(values, from, out, 0, count);
    }

    @Override
    public void store(int from, float[] in, int count, Transfer transfer) {
        throw neverNarrowed();
    }

    @Override
    public void store(int from, double[] in, int count, Transfer transfer) {
        System.arraycopy(in, 0, values, from, count);
    }

    @Override
    public double get(int element) {
        return values[element];
    }

    private static UnsupportedOperationException neverNarrowed() {
        return new UnsupportedOperationException("doubles belong to tensors of doubles alone");
    }
}
