package dev.optweave.lab.data;

import java.util.Arrays;

/** The examples that one step averages its gradient over. */
public final class Batch {

    private final int[] order;
    private final int from;
    private final int to;

    Batch(int[] order, int from, int to) {
        this.order = order;
        this.from = from;
        this.to = to;
    }

    /** A batch of the first {@code count} examples, in order. */
    public static Batch all(int count) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        return new Batch(order, 0, count);
    }

    /** How many examples the batch has. */
    public int size() {
        return to - from;
    }

    /**
     * The number of an example within its dataset.
     *
     * @param index the place within the batch, from 0
     */
    public int example(int index) {
        return order[from + index];
    }
}
