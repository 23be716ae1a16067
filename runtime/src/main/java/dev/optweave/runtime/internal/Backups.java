package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.PARAMETER;

import dev.optweave.runtime.internal.storage.Stream;

/** Copies of parameters, bit for bit, with their companions. */
final class Backups {

    private static final Stream[] NONE = {};

    private final TensorMemory[] tensors;
    private Stream[] copies = NONE;

    /**
     * @param tensors the tensors; those of a run in one
     */
    Backups(TensorMemory[] tensors) {
        this.tensors = tensors;
    }

    /** Gets memory, if there is none yet. */
    void allocate() {
        if (copies.length == 0) {
            copies = new Stream[tensors.length];
            for (int i = 0; i < copies.length; i++) {
                copies[i] = tensors[i].stream(PARAMETER).copy();
            }
        }
    }

    /** Copies the parameters away. */
    void backUp() {
        for (int i = 0; i < copies.length; i++) {
            copies[i].copyFrom(tensors[i].stream(PARAMETER));
        }
    }

    /** Puts the copied parameters back. */
    void putBack() {
        for (int i = 0; i < copies.length; i++) {
            tensors[i].stream(PARAMETER).copyFrom(copies[i]);
        }
    }
}
