package dev.optweave.lab.race;

import java.util.Arrays;

/** The times of all steps. */
final class StepTimes {

    private long[] nanos = new long[1024];
    private int count;

    void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }

    int count() {
        return count;
    }

    /**
     * The median over the second half of the steps, by which time the loop is compiled; NaN without
     * steps.
     */
    double median() {
        if (count == 0) {
            return Double.NaN;
        }
        long[] later = Arrays.copyOfRange(nanos, count / 2, count);
        Arrays.sort(later);
        return later[later.length / 2];
    }
}
