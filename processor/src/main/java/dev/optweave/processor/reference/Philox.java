package dev.optweave.processor.reference;

/**
 * Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3",
 * 2011): a counter and a key give 128 random bits.
 */
final class Philox {

    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;

    private Philox() {}

    /**
     * The random words of a counter.
     *
     * @param counter four words
     * @param key two words
     * @return four words
     */
    static int[] words(int[] counter, int[] key) {
        int[] words = counter.clone();
        int key0 = key[0];
        int key1 = key[1];
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * Integer.toUnsignedLong(words[0]);
            long product1 = MULTIPLIER_1 * Integer.toUnsignedLong(words[2]);
            words =
                    new int[] {
                        high(product1) ^ words[1] ^ key0,
                        (int) product1,
                        high(product0) ^ words[3] ^ key1,
                        (int) product0
                    };
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        return words;
    }

    private static int high(long product) {
        return (int) (product >>> 32);
    }
}
