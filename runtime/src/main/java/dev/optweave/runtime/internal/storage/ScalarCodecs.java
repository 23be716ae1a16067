package dev.optweave.runtime.internal.storage;

import static dev.optweave.runtime.internal.storage.Int8Block.BLOCK;

/** One value after the other. */
final class ScalarCodecs implements Codecs {

    @Override
    public void loadBfloat16(short[] stored, int at, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = Bfloat16Bits.decode(stored[at + i]);
        }
    }

    @Override
    public void storeBfloat16(short[] stored, int at, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            stored[at + i] = Bfloat16Bits.nearest(values[i]);
        }
    }

    @Override
    public void storeBfloat16(short[] stored, int at, float[] values, int count, int[] random) {
        for (int i = 0; i < count; i++) {
            stored[at + i] = Bfloat16Bits.stochastic(values[i], random[i]);
        }
    }

    @Override
    public void loadKahan(short[] stored, short[] companion, int at, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] =
                    Bfloat16Bits.decode(stored[at + i]) + Bfloat16Bits.decode(companion[at + i]);
        }
    }

    @Override
    public void storeKahan(short[] stored, short[] companion, int at, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            short nearest = Bfloat16Bits.nearest(values[i]);
            stored[at + i] = nearest;
            companion[at + i] = Bfloat16Bits.companion(values[i], nearest);
        }
    }

    @Override
    public void loadFloat16(short[] stored, int at, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = Float16Bits.decode(stored[at + i]);
        }
    }

    @Override
    public void storeFloat16(short[] stored, int at, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            stored[at + i] = Float16Bits.nearest(values[i]);
        }
    }

    @Override
    public void storeFloat16(short[] stored, int at, float[] values, int count, int[] random) {
        for (int i = 0; i < count; i++) {
            stored[at + i] = Float16Bits.stochastic(values[i], random[i]);
        }
    }

    @Override
    public void loadInt8(Int8Array stored, int at, float[] values, int count) {
        byte[] codes = stored.codes();
        for (int from = 0; from < count; from += BLOCK) {
            float unit = stored.units()[(at + from) / BLOCK];
            int to = Math.min(count, from + BLOCK);
            for (int i = from; i < to; i++) {
                values[i] = Int8Block.decode(codes[at + i], unit);
            }
        }
    }

    @Override
    public void measureInt8(Int8Array stored, int at, float[] values, int count) {
        for (int from = 0; from < count; from += BLOCK) {
            Int8Block.measure(stored, at + from, values, from);
        }
    }

    @Override
    public void storeInt8(Int8Array stored, int at, float[] values, int count) {
        for (int from = 0; from < count; from += BLOCK) {
            Int8Block.nearest(stored.codes(), stored.units(), at + from, values, from);
        }
    }

    @Override
    public void storeInt8(Int8Array stored, int at, float[] values, int count, int[] random) {
        for (int from = 0; from < count; from += BLOCK) {
            Int8Block.stochastic(stored, at + from, values, from, random);
        }
    }

    @Override
    public void random(Draw draw, int at, int[] words, int count) {
        Philox.fill(draw, at, words, count);
    }
}
