package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.GRADIENT;

import dev.optweave.runtime.internal.storage.Int8Array;
import dev.optweave.runtime.internal.vector.Int8Vectors;
import dev.optweave.runtime.kernel.vector.CodedBlock;

/**
 * The streams of a loop that lie in blocks of eight-bit codes: the loop decodes them as it loads
 * them, and each block is encoded as soon as the loop is through with it.
 */
final class CodedStreams {

    private final CodedBlock[] ofStream;
    private final CodedBlock[] used;
    private final CodedBlock[] written;
    private int usedCount;
    private int writtenCount;

    /**
     * @param streams how many streams a loop may use: parameter, gradient and states
     */
    CodedStreams(int streams) {
        this.ofStream = new CodedBlock[streams];
        this.used = new CodedBlock[streams];
        this.written = new CodedBlock[streams];
    }

    /** Forgets all streams. */
    void clear() {
        usedCount = 0;
        writtenCount = 0;
    }

    /** Adds a stream, and returns what the loop works on. */
    CodedBlock use(int stream, Int8Array values) {
        CodedBlock block = ofStream[stream - GRADIENT];
        if (block == null) {
            block = new CodedBlock();
            ofStream[stream - GRADIENT] = block;
        }
        block.turnTo(values.codes(), values.units());
        used[usedCount++] = block;
        return block;
    }

    /** Encodes a stream that has been added, since the loop writes it. */
    void write(int stream) {
        written[writtenCount++] = ofStream[stream - GRADIENT];
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return usedCount == 0;
    }

    /** Moves to the block that begins at an element of the tensor. */
    void moveTo(int element) {
        for (int i = 0; i < usedCount; i++) {
            used[i].moveTo(element);
        }
    }

    /** Encodes what the loop has stored into the block that begins at an element. */
    void encode(int element) {
        // A unit is the end of a long chain of operations: those of all streams overlap.
        for (int i = 0; i < writtenCount; i++) {
            Int8Vectors.measure(written[i], element);
        }
        for (int i = 0; i < writtenCount; i++) {
            Int8Vectors.encode(written[i], element);
        }
    }
}
