package dev.optweave.runtime.internal.storage;

import dev.optweave.State.Rounding;

/** Half-precision floats. */
public final class Float16Stream extends Stream {

    private final short[] values;
    private final boolean stochastic;

    public Float16Stream(short[] values, Rounding rounding) {
        super(Format.FLOAT16, values);
        this.values = values;
        this.stochastic = rounding == Rounding.STOCHASTIC;
    }

    @Override
    public boolean isStochastic() {
        return stochastic;
    }

    @Override
    public void load(int from, float[] out, int count, Transfer transfer) {
        transfer.codecs().loadFloat16(values, from, out, count);
    }

    @Override
    public void store(int from, float[] in, int count, Transfer transfer) {
        if (stochastic) {
            transfer.codecs().storeFloat16(values, from, in, count, transfer.random(from, count));
        } else {
            transfer.codecs().storeFloat16(values, from, in, count);
        }
    }

    @Override
    public double get(int element) {
        return Float16Bits.decode(values[element]);
    }
}
