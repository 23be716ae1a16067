package dev.optweave.runtime.internal.storage;

import dev.optweave.State.Rounding;

/** Brain floats with companions: the value is the sum of both. */
public final class KahanStream extends Stream {

    private final short[] values;
    private final short[] companion;

    public KahanStream(short[] values, short[] companion) {
        this(values, companion, 0, values.length);
    }

    /** Companions lie where the values do. */
    public KahanStream(short[] values, short[] companion, int start, int length) {
        super(Format.BFLOAT16_KAHAN, start, length, values, companion);
        this.values = values;
        this.companion = companion;
    }

    @Override
    public KahanStream extended(int count) {
        return new KahanStream(values, companion, start(), count);
    }

    /** What the values have lost. */
    public Bfloat16Stream companion() {
        return new Bfloat16Stream(companion, start(), length(), Rounding.NEAREST);
    }

    @Override
    public void load(int from, float[] out, int count, Transfer transfer) {
        transfer.codecs().loadKahan(values, companion, start() + from, out, count);
    }

    @Override
    public void store(int from, float[] in, int count, Transfer transfer) {
        transfer.codecs().storeKahan(values, companion, start() + from, in, count);
    }

    @Override
    public double get(int element) {
        int at = start() + element;
        return Bfloat16Bits.decode(values[at]) + Bfloat16Bits.decode(companion[at]);
    }
}
