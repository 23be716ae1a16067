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

    /** Wraps parameters in an array. */
    public Stream wrap(short[] values, int start, int length, Companions companions) {
        return switch (this) {
            case NEAREST -> new Bfloat16Stream(values, start, length, Rounding.NEAREST);
            case STOCHASTIC -> new Bfloat16Stream(values, start, length, Rounding.STOCHASTIC);
            case KAHAN -> new KahanStream(values, companions.of(values), start, length);
        };
    }
}
