package dev.optweave.runtime.internal.storage;

/**
 * What one thread moves values with: codecs, room for them on their way, and where its random bits
 * come from.
 */
public final class Transfer {

    private final Codecs codecs;
    private final Draw draw;
    private final float[] floats;
    private final int[] words;

    /**
     * @param seed what random bits depend on
     * @param most how many values are moved at a time at most; a multiple of {@link Philox#WORDS}
     */
    public Transfer(Codecs codecs, long seed, int most) {
        this.codecs = codecs;
        this.draw = new Draw(seed);
        this.floats = new float[most];
        this.words = new int[most];
    }

    /** What the random bits of the next values depend on. */
    public Draw draw() {
        return draw;
    }

    Codecs codecs() {
        return codecs;
    }

    /** Room for the floats that doubles are narrowed to. */
    float[] floats() {
        return floats;
    }

    /** The random words of some values. */
    int[] random(int at, int count) {
        codecs.random(draw, at, words, count);
        return words;
    }
}
