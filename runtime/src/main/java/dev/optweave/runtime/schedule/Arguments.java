package dev.optweave.runtime.schedule;

/** Refuses arguments outside their range, naming argument, value and range. */
final class Arguments {

    private Arguments() {}

    /** A step, counted from 0. */
    static long step(long step) {
        return atLeast("step", 0, step);
    }

    static long atLeast(String name, long min, long value) {
        if (value < min) {
            throw refused(name, Long.toString(value), "[" + min + ", ∞)");
        }
        return value;
    }

    static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw refused(name, Double.toString(value), "(-∞, ∞)");
        }
        return value;
    }

    static double notNegative(String name, double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw refused(name, Double.toString(value), "[0, ∞)");
        }
        return value;
    }

    static double positive(String name, double value) {
        if (!Double.isFinite(value) || value <= 0) {
            throw refused(name, Double.toString(value), "(0, ∞)");
        }
        return value;
    }

    /** A number in [min, max]. */
    static double between(String name, double min, double max, double value) {
        if (!(value >= min && value <= max)) {
            throw refused(name, Double.toString(value), "[" + min + ", " + max + "]");
        }
        return value;
    }

    /** Steps that grow from one to the next, the first at least {@code min}; returns a copy. */
    static long[] increasing(String name, long min, long... values) {
        long[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            long least = i == 0 ? min : copy[i - 1] + 1;
            if (copy[i] < least) {
                throw refused(
                        name + "[" + i + "]",
                        Long.toString(copy[i]),
                        "[" + least + ", ∞), as each must exceed the one before");
            }
        }
        return copy;
    }

    /** Finite numbers; returns a copy. */
    static double[] allFinite(String name, double... values) {
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            finite(name + "[" + i + "]", copy[i]);
        }
        return copy;
    }

    static void sameLength(String name, int length, String other, int expected) {
        if (length != expected) {
            throw new IllegalArgumentException(
                    "`"
                            + name
                            + "` has "
                            + length
                            + " entries; "
                            + other
                            + " asks for "
                            + expected);
        }
    }

    private static IllegalArgumentException refused(String name, String value, String range) {
        return new IllegalArgumentException("`" + name + "` is " + value + "; allowed: " + range);
    }
}
