package dev.optweave.runtime.internal.storage;

import dev.optweave.State.Rounding;

/** Half-precision floats. */
public final class Float16Stream extends Stream {

    private final short[] values;
    private final boolean stochastic;

    public Float16Stream(short[] values, Rounding rounding) {
        this(values, 0, values.length, rounding);
    }

    public Float16Stream(short[] values, int start, int length, Rounding rounding) {
        super(Format.FLOAT16, start, length, values);
        this.values = values;
        this.stochastic = rounding == Rounding.STOCHASTIC;
    }

    @Override
    public Float16Stream extended(int count) {
        Rounding rounding = stochastic ? Rounding.STOCHASTIC : Rounding.NEAREST;
        return new Float16Stream(values, start(), count, rounding);
    }

    @Override
    public boolean isStochastic() {
        return stochastic;
    }

    @Override
    public void load(int from, float[] out, int count, Transfer transfer) {
        transfer.codecs().loadFloat16(values, start() + from, out, count);
    }

    @Override
    public void store(int from, float[] in, int count, Transfer transfer) {
        if (stochastic) {
            transfer.codecs()
                    .storeFloat16(values, start() + from, in, count, transfer.random(from, count));
        } else {
            transfer.codecs().storeFloat16(values, start() + from, in, count);
        }
    }

    @Override
    public double get(int element) {
        return Float16Bits.decode(values[start() + element]);
    }
}
