package dev.optweave.benchmarks.run;

import java.util.Locale;

/** A median of rounds, the least and the greatest. */
public record Spread(double median, double low, double high) {

    /** {@code 1.35 (1.30–1.41)}; of one round, {@code 1.35}. */
    @Override
    public String toString() {
        return low == high
                ? String.format(Locale.ROOT, "%.2f", median)
                : String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median, low, high);
    }
}
