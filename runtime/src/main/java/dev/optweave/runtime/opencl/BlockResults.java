package dev.optweave.runtime.opencl;

import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.opencl.ArenaPlan.Place;
import dev.optweave.runtime.opencl.ArenaPlan.Stream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lwjgl.system.MemoryUtil;

/**
 * Where kernels that reduce leave a result for each block of each tensor. All of them are copied to
 * the host by one command.
 */
final class BlockResults implements AutoCloseable {

    private final int perTensor;
    private final boolean[] isDouble;
    private final Arena arena;
    private final List<ByteBuffer> host = new ArrayList<>();

    /**
     * Allocates the results.
     *
     * @param perTensor how many results each block has
     * @param inDouble whether results are doubles for tensors of either type
     */
    BlockResults(OpenClDevice device, List<TensorMemory> tensors, int perTensor, boolean inDouble) {
        this.perTensor = perTensor;
        this.isDouble = new boolean[tensors.size()];
        List<Stream> streams = new ArrayList<>();
        for (int t = 0; t < tensors.size(); t++) {
            TensorMemory tensor = tensors.get(t);
            isDouble[t] = inDouble || tensor.isDouble();
            long bytes = (long) tensor.blocks() * (isDouble[t] ? Double.BYTES : Float.BYTES);
            for (int r = 0; r < perTensor; r++) {
                streams.add(new Stream(bytes, 0));
            }
        }
        this.arena = device.arena("the results of reductions", streams);
        try {
            for (long bytes : arena.bufferSizes()) {
                host.add(MemoryUtil.memAlloc(Math.toIntExact(bytes)));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The buffer for a tensor's results. */
    long stream(int tensor, int reduction) {
        return arena.stream(tensor * perTensor + reduction);
    }

    /** Waits for the kernels, and copies all results to the host. */
    void fetch() {
        for (int i = 0; i < host.size(); i++) {
            arena.read(i, host.get(i));
        }
    }

    /** Copies the results of a tensor's blocks, as fetched, out. */
    void get(int tensor, int reduction, double[] results) {
        Place place = arena.placeOf(tensor * perTensor + reduction);
        if (place.bytes() == 0) {
            return;
        }
        ByteBuffer bytes = host.get(place.buffer());
        int offset = (int) place.offset();
        for (int block = 0; block < results.length; block++) {
            results[block] =
                    isDouble[tensor]
                            ? bytes.getDouble(offset + block * Double.BYTES)
                            : bytes.getFloat(offset + block * Float.BYTES);
        }
    }

    @Override
    public void close() {
        arena.close();
        host.forEach(MemoryUtil::memFree);
        host.clear();
    }
}
