package dev.optweave.runtime.internal;

/**
 * What happens to gradients before the equations see them, in this order: accumulation, clipping by
 * value, by norm, by global norm.
 *
 * @param maximize whether the sign is turned
 * @param accumulate how many gradients are averaged for one update
 * @param clipValue the largest magnitude of an element; infinite for no limit
 * @param clipNorm the largest norm of a tensor; infinite for no limit
 * @param clipGlobalNorm the largest norm of all tensors together; infinite for no limit
 */
public record GradientSettings(
        boolean maximize,
        int accumulate,
        double clipValue,
        double clipNorm,
        double clipGlobalNorm) {

    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    /** Gradients are used as they are. */
    public static final GradientSettings PLAIN =
            new GradientSettings(false, 1, NO_LIMIT, NO_LIMIT, NO_LIMIT);

    public GradientSettings withMaximize() {
        return new GradientSettings(true, accumulate, clipValue, clipNorm, clipGlobalNorm);
    }

    public GradientSettings withAccumulate(int count) {
        return new GradientSettings(maximize, count, clipValue, clipNorm, clipGlobalNorm);
    }

    public GradientSettings withClipValue(double max) {
        return new GradientSettings(maximize, accumulate, max, clipNorm, clipGlobalNorm);
    }

    public GradientSettings withClipNorm(double max) {
        return new GradientSettings(maximize, accumulate, clipValue, max, clipGlobalNorm);
    }

    public GradientSettings withClipGlobalNorm(double max) {
        return new GradientSettings(maximize, accumulate, clipValue, clipNorm, max);
    }

    boolean accumulates() {
        return accumulate > 1;
    }

    boolean clipsValue() {
        return clipValue < NO_LIMIT;
    }

    boolean clipsNorm() {
        return clipNorm < NO_LIMIT;
    }

    boolean clipsGlobalNorm() {
        return clipGlobalNorm < NO_LIMIT;
    }
}
