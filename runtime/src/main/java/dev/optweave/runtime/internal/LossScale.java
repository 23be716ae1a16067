package dev.optweave.runtime.internal;

/**
 * What a loss was multiplied by before its gradients were computed, to keep small ones from
 * underflowing. Neither it nor its inverse leaves the range of floats.
 */
public final class LossScale {

    /** The scale of a loss that was not scaled. */
    public static final double NONE = 1;

    private static final double LEAST = 0x1p-100;
    private static final double MOST = 0x1p100;

    private LossScale() {}

    /**
     * Returns the scale.
     *
     * @throws IllegalArgumentException if it is not from 2^-100 to 2^100
     */
    public static double checked(String rule, double scale) {
        if (!(scale >= LEAST && scale <= MOST)) {
            throw new IllegalArgumentException(
                    rule + ": lossScale is " + scale + "; allowed: [2^-100, 2^100]");
        }
        return scale;
    }
}
