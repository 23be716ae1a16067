package dev.optweave.benchmarks.report;

/**
 * A column of a table.
 *
 * @param name its heading, with the unit
 * @param digits of numbers behind the point
 */
public record Column(String name, int digits) {

    /** A column of words, or of whole numbers. */
    public static Column of(String name) {
        return new Column(name, 0);
    }
}
