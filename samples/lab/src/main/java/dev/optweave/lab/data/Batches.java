package dev.optweave.lab.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Feeds the examples in batches. Each iteration is an epoch: it visits every example once, in an
 * order shuffled anew from the seed. The last batch is smaller where the size does not divide the
 * number of examples; a single batch of all examples keeps their order.
 */
public final class Batches implements Iterable<Batch> {

    private final int count;
    private final int size;
    private final SplittableRandom random;

    /**
     * Batches over a number of examples.
     *
     * @param count the number of examples, at least 1
     * @param size the examples in a batch, at least 1: 1 feeds single examples, {@code count} or
     *     more feeds them all at once
     * @throws IllegalArgumentException if either is below 1
     */
    public Batches(int count, int size, long seed) {
        if (count < 1 || size < 1) {
            throw new IllegalArgumentException(
                    "batches need at least 1 example and a size of at least 1, not "
                            + count
                            + " examples and size "
                            + size);
        }
        this.count = count;
        this.size = Math.min(size, count);
        this.random = new SplittableRandom(seed);
    }

    /** How many batches an epoch has. */
    public int perEpoch() {
        return (count + size - 1) / size;
    }

    /** The batches of the next epoch. */
    @Override
    public Iterator<Batch> iterator() {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        if (size < count) {
            shuffle(order, random);
        }
        List<Batch> batches = new ArrayList<>(perEpoch());
        for (int from = 0; from < count; from += size) {
            batches.add(new Batch(order, from, Math.min(from + size, count)));
        }
        return batches.iterator();
    }

    static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }
}
