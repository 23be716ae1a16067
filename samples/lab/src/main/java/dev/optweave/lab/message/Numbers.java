package dev.optweave.lab.message;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {

    private Numbers() {}

    /** The shortest decimal that is the number: {@code 0.001}, {@code 1e-8}, {@code 30}. */
    public static String plain(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        if (size >= 1e-4 && size < 1e7) {
            return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        }
        return Double.toString(value).replace(".0E", "E").replace('E', 'e');
    }

    /** Three or four significant digits: {@code 0.0123}, {@code 1.23e-09}. */
    public static String significant(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || value == 0) {
            return plain(value);
        }
        if (size < 1e-4 || size >= 1e5) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + Math.min(digits, 6) + "f", value);
    }

    /** A share with one digit: {@code 97.5 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A time: {@code 4.2 µs}. */
    public static String nanos(double nanos) {
        if (!Double.isFinite(nanos)) {
            return "–";
        }
        if (nanos < 1e6) {
            return String.format(Locale.ROOT, nanos < 1e4 ? "%.2f µs" : "%.0f µs", nanos / 1e3);
        }
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    /** A number of bytes: {@code 19,280 B}. */
    public static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d B", bytes);
    }
}
