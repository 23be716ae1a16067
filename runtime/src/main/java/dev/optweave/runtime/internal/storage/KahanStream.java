package dev.optweave.runtime.internal.storage;

/** Brain floats with companions: the value is the sum of both. */
public final class KahanStream extends Stream {

    private final short[] values;
    private final short[] companion;

    public KahanStream(short[] values, short[] companion) {
        super(Format.BFLOAT16_KAHAN, values, companion);
        this.values = values;
        this.companion = companion;
    }

    /** What the values have lost. */
    public short[] companion() {
        return companion;
    }

    @Override
    public void load(int from, float[] out, int count, Transfer transfer) {
        transfer.codecs().loadKahan(values, companion, from, out, count);
    }

    @Override
    public void store(int from, float[] in, int count, Transfer transfer) {
        transfer.codecs().storeKahan(values, companion, from, in, count);
    }

    @Override
    public double get(int element) {
        return Bfloat16Bits.decode(values[element]) + Bfloat16Bits.decode(companion[element]);
    }
}
