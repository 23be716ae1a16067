package dev.optweave.runtime.schedule;

/** Weighted means of two values, exact at both ends and never outside them. */
final class Blend {

    private Blend() {}

    /**
     * {@code a} at share 0, {@code b} at share 1, the straight line between.
     *
     * @param share of {@code b}, in [0, 1]
     * @param rest 1 - share, given apart so that it loses no digits where it is small
     */
    static double of(double a, double b, double share, double rest) {
        double mean = a * rest + b * share;
        return Math.min(Math.max(mean, Math.min(a, b)), Math.max(a, b));
    }

    /** A fraction of the way from {@code a} to {@code b} along a curve. */
    static double of(double a, double b, double fraction, Curve curve) {
        if (curve == Curve.LINEAR) {
            return of(a, b, fraction, 1 - fraction);
        }
        double share = fallen(fraction);
        return of(b, a, share, 1 - share);
    }

    /** How much is left after a fraction in [0, 1] of half a cosine: (1 + cos(π·fraction))/2. */
    static double fallen(double fraction) {
        // Squares keep the digits that 1 + cos would cancel. No angle exceeds π/4, beyond which
        // the library may allocate.
        if (fraction <= 0.5) {
            double cosine = Math.cos(Math.PI / 2 * fraction);
            return cosine * cosine;
        }
        double sine = Math.sin(Math.PI / 2 * (1 - fraction));
        return sine * sine;
    }

    /** The nearest finite number, so that a product with zero stays a number. */
    static double saturated(double value) {
        return Math.min(Math.max(value, -Double.MAX_VALUE), Double.MAX_VALUE);
    }
}
