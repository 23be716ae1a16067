package dev.optweave.runtime.internal.storage;

/**
 * What random bits depend on besides the element: the seed, and which values are stored when. They
 * are so the same for any number of threads and on every backend.
 */
public final class Draw {

    private final int key0;
    private final int key1;
    private int tensor;
    private int step;
    private int stream;

    public Draw(long seed) {
        this.key0 = (int) seed;
        this.key1 = (int) (seed >>> 32);
    }

    /**
     * Turns to the values of one stream of a tensor.
     *
     * @param tensorIndex the tensor's place in the parameters
     * @param stepNumber the step, 1 on the first
     * @param streamNumber which values of the tensor: -1 the parameter, k the state k
     * @param section the place of the section that stores them
     */
    public void turnTo(int tensorIndex, long stepNumber, int streamNumber, int section) {
        tensor = tensorIndex;
        step = (int) stepNumber;
        stream = streamNumber + 2 | section << 8 | (int) (stepNumber >>> 32) << 16;
    }

    /** The lower half of the seed: the first word of the key. */
    public int key0() {
        return key0;
    }

    /** The upper half of the seed: the second word of the key. */
    public int key1() {
        return key1;
    }

    /** The second word of the counter; the first is a quarter of the element's number. */
    public int tensor() {
        return tensor;
    }

    /** The third word of the counter. */
    public int step() {
        return step;
    }

    /** The fourth word of the counter. */
    public int stream() {
        return stream;
    }
}
