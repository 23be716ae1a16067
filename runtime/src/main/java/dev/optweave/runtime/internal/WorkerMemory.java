package dev.optweave.runtime.internal;

/** What one thread has for itself while it runs loops. */
final class WorkerMemory {

    private final Strip strip;
    private final BlockReduction reduction;

    /**
     * @param streams how many arrays a strip has room for
     * @param reductions the most reductions that a section has
     */
    WorkerMemory(int streams, int reductions) {
        this.strip = new Strip(streams);
        this.reduction = new BlockReduction(reductions);
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
