package dev.optweave.runtime.opencl;

import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.opencl.ArenaPlan.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lwjgl.opencl.CL10;

/**
 * What one optimizer has on the device for each tensor: states per element in one arena; where they
 * are needed, sums of gradients in another, and copies of the parameters in a third.
 */
final class TensorStreams implements AutoCloseable {

    private static final int NONE = -1;

    private final DeviceParameters parameters;
    private final OpenClDevice device;
    private final String rule;
    private final List<TensorMemory> tensors;
    private final int states;
    private final int[][] places;
    private final Arena arena;
    private @Nullable Arena sums;
    private @Nullable Arena backups;

    /**
     * Allocates the states, all zero.
     *
     * @param states how many states the rule has, of any shape
     */
    TensorStreams(
            DeviceParameters parameters, String rule, int states, List<TensorMemory> tensors) {
        this.parameters = parameters;
        this.device = parameters.device();
        this.rule = rule;
        this.tensors = tensors;
        this.states = states;
        this.places = new int[tensors.size()][states];
        List<Stream> streams = new ArrayList<>();
        for (int t = 0; t < tensors.size(); t++) {
            for (int s = 0; s < states; s++) {
                places[t][s] = NONE;
                if (tensors.get(t).hasElements(s)) {
                    places[t][s] = streams.size();
                    streams.add(new Stream(bytes(t), DeviceParameters.FIRST_STATE_SLOT + s));
                }
            }
        }
        this.arena = device.arena("the states of " + rule, streams);
    }

    private long bytes(int tensor) {
        TensorMemory memory = tensors.get(tensor);
        int width = memory.isDouble() ? Double.BYTES : Float.BYTES;
        return device.streamBytes(memory.name(), memory.length(), width);
    }

    /** The buffer of one of the streams that kernels know by number. */
    long stream(int tensor, int number) {
        return switch (number) {
            case Loop.PARAMETER -> parameters.valueStream(tensor);
            case Loop.GRADIENT -> parameters.gradientStream(tensor);
            default -> arena.stream(places[tensor][number]);
        };
    }

    /** The gradient that a kernel is to see: the given one, or the sum of several. */
    long shownGradient(int tensor) {
        return tensors.get(tensor).readsSum() ? sum(tensor) : parameters.gradientStream(tensor);
    }

    long sum(int tensor) {
        if (sums == null) {
            throw new IllegalStateException(rule + ": no sums are allocated");
        }
        return sums.stream(tensor);
    }

    void allocateSums() {
        if (sums == null) {
            sums = perTensor("the sums of gradients of " + rule, 0);
        }
    }

    void allocateBackups() {
        if (backups == null) {
            backups = perTensor("copies of the parameters for " + rule, 1);
        }
    }

    private Arena perTensor(String what, int slot) {
        List<Stream> streams = new ArrayList<>();
        for (int t = 0; t < tensors.size(); t++) {
            streams.add(new Stream(bytes(t), DeviceParameters.FIRST_STATE_SLOT + states + slot));
        }
        return device.arena(what, streams);
    }

    void backUp() {
        for (int t = 0; t < tensors.size() && backups != null; t++) {
            copy(parameters.valueStream(t), backups.stream(t), t);
        }
    }

    void putBack() {
        for (int t = 0; t < tensors.size() && backups != null; t++) {
            copy(backups.stream(t), parameters.valueStream(t), t);
        }
    }

    /** Copies a tensor's gradient to its sum. */
    void startSum(int tensor) {
        copy(parameters.gradientStream(tensor), sum(tensor), tensor);
    }

    private void copy(long from, long to, int tensor) {
        if (tensors.get(tensor).length() > 0) {
            device.check(
                    CL10.nclEnqueueCopyBuffer(
                            device.queue(), from, to, 0, 0, bytes(tensor), 0, 0, 0),
                    "clEnqueueCopyBuffer");
        }
    }

    void clearStates() {
        arena.clear();
    }

    /** Copies states, and sums if there are any, to the host. */
    void read() {
        for (int t = 0; t < tensors.size(); t++) {
            TensorMemory memory = tensors.get(t);
            memory.allocateStates();
            for (int s = 0; s < states; s++) {
                if (places[t][s] != NONE) {
                    device.transfer().read(arena.stream(places[t][s]), hostState(memory, s));
                }
            }
            if (sums != null) {
                memory.allocateSum();
                device.transfer().read(sums.stream(t), hostSum(memory));
            }
        }
    }

    /** Copies states, and sums if there are any, to the device. */
    void write() {
        for (int t = 0; t < tensors.size(); t++) {
            TensorMemory memory = tensors.get(t);
            for (int s = 0; s < states; s++) {
                if (places[t][s] != NONE) {
                    device.transfer().write(hostState(memory, s), arena.stream(places[t][s]));
                }
            }
            if (sums != null) {
                device.transfer().write(hostSum(memory), sums.stream(t));
            }
        }
    }

    private static Object hostState(TensorMemory memory, int state) {
        return memory.isDouble() ? memory.doubleState(state) : memory.floatState(state);
    }

    private static Object hostSum(TensorMemory memory) {
        return memory.isDouble() ? memory.doubleSum() : memory.floatSum();
    }

    @Override
    public void close() {
        arena.close();
        if (sums != null) {
            sums.close();
        }
        if (backups != null) {
            backups.close();
        }
    }
}
