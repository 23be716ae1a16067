package dev.optweave.runtime.internal;

/**
 * What happens to gradients before the equations see them, in this order: accumulation, division by
 * the loss scale, the test whether they are finite, clipping.
 *
 * @param maximize whether the sign is turned
 * @param accumulate how many gradients are averaged for one update
 * @param clipping how far they are limited
 * @param lossScale what they are divided by at first
 * @param skipsNonFinite whether there is no update where a gradient is not finite
 */
public record GradientSettings(
        boolean maximize,
        int accumulate,
        Clipping clipping,
        double lossScale,
        boolean skipsNonFinite) {

    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    /** Gradients are used as they are. */
    public static final GradientSettings PLAIN =
            new GradientSettings(
                    false, 1, new Clipping(NO_LIMIT, NO_LIMIT, NO_LIMIT), LossScale.NONE, false);

    /**
     * Limits, in the order in which they take effect; infinite where there is none.
     *
     * @param value the largest magnitude of an element
     * @param norm the largest norm of a tensor
     * @param globalNorm the largest norm of all tensors together
     */
    public record Clipping(double value, double norm, double globalNorm) {}

    public GradientSettings withMaximize() {
        return new GradientSettings(true, accumulate, clipping, lossScale, skipsNonFinite);
    }

    public GradientSettings withAccumulate(int count) {
        return new GradientSettings(maximize, count, clipping, lossScale, skipsNonFinite);
    }

    public GradientSettings withClipValue(double max) {
        return with(new Clipping(max, clipping.norm(), clipping.globalNorm()));
    }

    public GradientSettings withClipNorm(double max) {
        return with(new Clipping(clipping.value(), max, clipping.globalNorm()));
    }

    public GradientSettings withClipGlobalNorm(double max) {
        return with(new Clipping(clipping.value(), clipping.norm(), max));
    }

    public GradientSettings withLossScale(double scale) {
        return new GradientSettings(maximize, accumulate, clipping, scale, skipsNonFinite);
    }

    public GradientSettings withSkipNonFinite() {
        return new GradientSettings(maximize, accumulate, clipping, lossScale, true);
    }

    private GradientSettings with(Clipping other) {
        return new GradientSettings(maximize, accumulate, other, lossScale, skipsNonFinite);
    }

    boolean accumulates() {
        return accumulate > 1;
    }

    boolean clipsValue() {
        return clipping.value() < NO_LIMIT;
    }

    /** Whether the norm of each tensor is limited. */
    public boolean clipsNorm() {
        return clipping.norm() < NO_LIMIT;
    }

    boolean clipsGlobalNorm() {
        return clipping.globalNorm() < NO_LIMIT;
    }

    boolean clipsAnyNorm() {
        return clipsNorm() || clipsGlobalNorm();
    }
}
