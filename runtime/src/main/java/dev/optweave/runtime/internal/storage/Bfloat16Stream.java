package dev.optweave.runtime.internal.storage;

import dev.optweave.State.Rounding;

/** Brain floats. */
public final class Bfloat16Stream extends Stream {

    private final short[] values;
    private final boolean stochastic;

    public Bfloat16Stream(short[] values, Rounding rounding) {
        this(values, 0, values.length, rounding);
    }

    public Bfloat16Stream(short[] values, int start, int length, Rounding rounding) {
        super(Format.BFLOAT16, start, length, values);
        this.values = values;
        this.stochastic = rounding == Rounding.STOCHASTIC;
    }

    @Override
    public Bfloat16Stream extended(int count) {
        Rounding rounding = stochastic ? Rounding.STOCHASTIC : Rounding.NEAREST;
        return new Bfloat16Stream(values, start(), count, rounding);
    }

    @Override
    public boolean isStochastic() {
        return stochastic;
    }

    @Override
    public void load(int from, float[] out, int count, Transfer transfer) {
        transfer.codecs().loadBfloat16(values, start() + from, out, count);
    }

    @Override
    public void store(int from, float[] in, int count, Transfer transfer) {
        if (stochastic) {
            transfer.codecs()
                    .storeBfloat16(values, start() + from, in, count, transfer.random(from, count));
        } else {
            transfer.codecs().storeBfloat16(values, start() + from, in, count);
        }
    }

    @Override
    public double get(int element) {
        return Bfloat16Bits.decode(values[start() + element]);
    }
}
