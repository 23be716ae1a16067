package dev.optweave.runtime.internal;

/** What one thread has for itself while it runs loops. */
final class WorkerMemory {

    private final Strip strip;
    private final BlockReduction reduction;
    private final VectorArrays arrays;

    WorkerMemory(Strip strip, BlockReduction reduction) {
        this.strip = strip;
        this.reduction = reduction;
        this.arrays = new VectorArrays(strip, reduction);
    }

    /** What vector loops work on. */
    VectorArrays arrays() {
        return arrays;
    }

    /** Copies of a few elements of a tensor. */
    Strip strip() {
        return strip;
    }

    /** The values of a block that are to be reduced. */
    BlockReduction reduction() {
        return reduction;
    }
}
