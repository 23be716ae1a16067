package dev.optweave.runtime.internal.storage;

import dev.optweave.State.Rounding;

/** How parameters that are brain floats are stored. */
public enum ParameterStorage {
    /** Rounded to the nearest. */
    NEAREST,
    /** Rounded at random. */
    STOCHASTIC,
    /** With a companion. */
    KAHAN;

    /** Wraps the parameters' array. */
    public Stream wrap(short[] values) {
        return switch (this) {
            case NEAREST -> new Bfloat16Stream(values, Rounding.NEAREST);
            case STOCHASTIC -> new Bfloat16Stream(values, Rounding.STOCHASTIC);
            case KAHAN -> new KahanStream(values, new short[values.length]);
        };
    }
}
