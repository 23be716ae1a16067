package dev.optweave.processor.reference;

import dev.optweave.processor.program.Program.Section;
import java.util.function.IntUnaryOperator;

/**
 * What decides the random bits with which the values of one tensor are rounded as they are stored.
 *
 * @param tensor the tensor's place among all tensors
 * @param step the step number: 1 on the first step
 */
record StoreNoise(long seed, int tensor, long step, Section section) {

    /** The stream of the parameter; a state's is its place among the rule's states. */
    static final int PARAMETER = -1;

    /** The 32 random bits of each element of a stream, by its index. */
    IntUnaryOperator stream(int stream) {
        int[] key = {(int) seed, (int) (seed >>> 32)};
        int where = (stream + 2) | section.ordinal() << 8 | (int) (step >>> 32) << 16;
        return element -> {
            int[] counter = {element >>> 2, tensor, (int) step, where};
            return Philox.words(counter, key)[element & 3];
        };
    }
}
