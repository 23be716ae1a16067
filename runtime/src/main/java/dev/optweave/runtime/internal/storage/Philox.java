package dev.optweave.runtime.internal.storage;

/**
 * Philox4x32 of ten rounds (Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3; 2011): four
 * random words for each counter, without any state.
 */
public final class Philox {

    /** How many words a counter gives. */
    public static final int WORDS = 4;

    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final long WORD = 0xFFFFFFFFL;

    private Philox() {}

    /** A random word's upper 24 bits as a number in [0, 1). */
    public static float uniform(int random) {
        return (random >>> 8) * 0x1p-24f;
    }

    /**
     * The words of some elements.
     *
     * @param first the first element, a multiple of {@link #WORDS}
     * @param words where the words go, from 0; has room for a multiple of {@link #WORDS}
     * @param count how many elements
     */
    static void fill(Draw draw, int first, int[] words, int count) {
        for (int i = 0; i < count; i += WORDS) {
            block(draw, first + i >>> 2, words, i);
        }
    }

    private static void block(Draw draw, int counter, int[] words, int at) {
        int c0 = counter;
        int c1 = draw.tensor();
        int c2 = draw.step();
        int c3 = draw.stream();
        int key0 = draw.key0();
        int key1 = draw.key1();
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * (c0 & WORD);
            long product1 = MULTIPLIER_1 * (c2 & WORD);
            c0 = (int) (product1 >>> 32) ^ c1 ^ key0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> 32) ^ c3 ^ key1;
            c3 = (int) product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        words[at] = c0;
        words[at + 1] = c1;
        words[at + 2] = c2;
        words[at + 3] = c3;
    }
}
