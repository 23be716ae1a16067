package dev.optweave.benchmarks.step;

/** An optimizer with the parameters it steps, ours or a peer's. */
public interface Contestant extends AutoCloseable {

    /** Takes one step over all tensors; when it returns, the parameters have changed. */
    void step();

    /**
     * A tensor's values as they are now.
     *
     * @param tensor its place in the workload
     * @return as many as the tensor has elements; the caller does not write to them
     */
    float[] parameter(int tensor);

    /** Frees what the contestant holds outside of Java's heap. */
    @Override
    void close();
}
