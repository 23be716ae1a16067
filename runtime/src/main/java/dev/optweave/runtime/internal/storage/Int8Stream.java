package dev.optweave.runtime.internal.storage;

import dev.optweave.State.Rounding;

/** Eight-bit codes with a unit for each block. */
public final class Int8Stream extends Stream {

    private final Int8Array values;
    private final boolean stochastic;

    public Int8Stream(Int8Array values, Rounding rounding) {
        super(Format.INT8_BLOCK, 0, values.codes().length, values.codes(), values.units());
        this.values = values;
        this.stochastic = rounding == Rounding.STOCHASTIC;
    }

    /** The codes and their units. */
    public Int8Array values() {
        return values;
    }

    @Override
    public Int8Stream extended(int count) {
        throw new UnsupportedOperationException("blocks belong to one tensor");
    }

    @Override
    public boolean isStochastic() {
        return stochastic;
    }

    @Override
    public void load(int from, float[] out, int count, Transfer transfer) {
        transfer.codecs().loadInt8(values, from, out, count);
    }

    @Override
    public void store(int from, float[] in, int count, Transfer transfer) {
        measure(from, in, count, transfer);
        storeMeasured(from, in, count, transfer);
    }

    @Override
    public void measure(int from, float[] in, int count, Transfer transfer) {
        transfer.codecs().measureInt8(values, from, in, count);
    }

    @Override
    public void storeMeasured(int from, float[] in, int count, Transfer transfer) {
        if (stochastic) {
            transfer.codecs().storeInt8(values, from, in, count, transfer.random(from, count));
        } else {
            transfer.codecs().storeInt8(values, from, in, count);
        }
    }

    @Override
    public double get(int element) {
        return Int8Block.decode(values.codes()[element], values.units()[element / Int8Block.BLOCK]);
    }
}
