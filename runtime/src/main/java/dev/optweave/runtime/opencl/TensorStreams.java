package dev.optweave.runtime.opencl;

import dev.optweave.runtime.internal.Allocator;
import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.internal.storage.Format;
import dev.optweave.runtime.internal.storage.Int8Block;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.opencl.ArenaPlan.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lwjgl.opencl.CL10;

/**
 * What one optimizer has on the device for each tensor: states per element, and companions of brain
 * floats, in one arena; where they are needed, sums of gradients in another, and copies of the
 * parameters in a third. All lie there as they do in Java's arrays.
 */
final class TensorStreams implements AutoCloseable {

    private static final Place NOWHERE = new Place(0, List.of());

    private final DeviceParameters parameters;
    private final OpenClDevice device;
    private final String rule;
    private final List<TensorMemory> tensors;
    private final Place[][] states;
    private final Place[] companions;
    private final Arena arena;
    private @Nullable Arena sums;
    private @Nullable Arena averages;
    private @Nullable Arena backups;
    private Copy[] copies = {};

    /** The streams of some arrays in an arena: the number of the first, and all their sizes. */
    private record Place(int first, List<Long> sizes) {}

    /** An array of a parameter, and where it is set aside. */
    private record Copy(long parameter, long backup, long bytes) {}

    /**
     * Allocates the states, all zero.
     *
     * @param stateCount how many states the rule has, of any shape
     */
    TensorStreams(
            DeviceParameters parameters, String rule, int stateCount, List<TensorMemory> tensors) {
        this.parameters = parameters;
        this.device = parameters.device();
        this.rule = rule;
        this.tensors = tensors;
        this.states = new Place[tensors.size()][stateCount];
        this.companions = new Place[tensors.size()];
        List<Stream> streams = new ArrayList<>();
        for (int t = 0; t < tensors.size(); t++) {
            TensorMemory memory = tensors.get(t);
            int slot = DeviceParameters.FIRST_FREE_SLOT;
            for (int s = 0; s < stateCount; s++) {
                List<Long> sizes =
                        memory.hasElements(s) ? sizes(memory, memory.format(s)) : List.of();
                states[t][s] = add(streams, sizes, slot);
                slot += sizes.size();
            }
            List<Long> companion =
                    hasCompanion(memory) ? sizes(memory, Format.BFLOAT16) : List.of();
            companions[t] = add(streams, companion, slot);
        }
        this.arena = device.arena("the states of " + rule, streams);
    }

    private static Place add(List<Stream> streams, List<Long> sizes, int slot) {
        Place place = sizes.isEmpty() ? NOWHERE : new Place(streams.size(), sizes);
        for (int i = 0; i < sizes.size(); i++) {
            streams.add(new Stream(sizes.get(i), slot + i));
        }
        return place;
    }

    private static boolean hasCompanion(TensorMemory memory) {
        return memory.stream(Loop.PARAMETER).format() == Format.BFLOAT16_KAHAN;
    }

    /** The sizes of the arrays that values of a format lie in. */
    private List<Long> sizes(TensorMemory memory, Format format) {
        int length = memory.length();
        return switch (format) {
            case FLOAT32 -> List.of(bytes(memory, length, Float.BYTES));
            case FLOAT64 -> List.of(bytes(memory, length, Double.BYTES));
            case BFLOAT16, FLOAT16 -> List.of(bytes(memory, length, Short.BYTES));
            case BFLOAT16_KAHAN ->
                    List.of(bytes(memory, length, Short.BYTES), bytes(memory, length, Short.BYTES));
            case INT8_BLOCK ->
                    List.of(
                            bytes(memory, length, Byte.BYTES),
                            bytes(memory, Int8Block.blocks(length), Float.BYTES));
        };
    }

    private long bytes(TensorMemory memory, int count, int width) {
        return device.streamBytes(memory.name(), count, width);
    }

    /** The buffers of one of the streams that kernels know by number. */
    List<Long> buffers(int tensor, int number) {
        List<Long> buffers = new ArrayList<>();
        if (number == Loop.PARAMETER) {
            buffers.add(parameters.valueStream(tensor));
            addBuffers(companions[tensor], buffers);
        } else if (number == Loop.GRADIENT) {
            buffers.add(parameters.gradientStream(tensor));
        } else {
            addBuffers(states[tensor][number], buffers);
        }
        return buffers;
    }

    private void addBuffers(Place place, List<Long> buffers) {
        for (int i = 0; i < place.sizes().size(); i++) {
            buffers.add(arena.stream(place.first() + i));
        }
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
            sums = computed("the sums of gradients of " + rule);
        }
    }

    /** Memory for a value of each element in the type of computation. */
    private Arena computed(String what) {
        List<Stream> streams = new ArrayList<>();
        for (TensorMemory memory : tensors) {
            int width = memory.isDouble() ? Double.BYTES : Float.BYTES;
            streams.add(new Stream(bytes(memory, memory.length(), width), freeSlot()));
        }
        return device.arena(what, streams);
    }

    long average(int tensor) {
        if (averages == null) {
            throw new IllegalStateException(rule + ": no averages are allocated");
        }
        return averages.stream(tensor);
    }

    void allocateAverages() {
        if (averages == null) {
            averages = computed("the averages of parameters for " + rule);
        }
    }

    /** A place that no stream of any loop has. */
    private int freeSlot() {
        return DeviceParameters.FIRST_FREE_SLOT + (tensors.isEmpty() ? 0 : 2 * states[0].length);
    }

    void allocateBackups() {
        if (backups == null) {
            List<Stream> streams = new ArrayList<>();
            for (TensorMemory memory : tensors) {
                for (long bytes : sizes(memory, memory.stream(Loop.PARAMETER).format())) {
                    streams.add(new Stream(bytes, freeSlot() + 1));
                }
            }
            backups = device.arena("copies of the parameters for " + rule, streams);
            copies = copies(backups);
        }
    }

    private Copy[] copies(Arena aside) {
        List<Copy> all = new ArrayList<>();
        int stream = 0;
        for (int t = 0; t < tensors.size(); t++) {
            TensorMemory memory = tensors.get(t);
            List<Long> sizes = sizes(memory, memory.stream(Loop.PARAMETER).format());
            List<Long> buffers = buffers(t, Loop.PARAMETER);
            for (int i = 0; i < sizes.size(); i++) {
                all.add(new Copy(buffers.get(i), aside.stream(stream++), sizes.get(i)));
            }
        }
        return all.toArray(Copy[]::new);
    }

    void backUp() {
        copyBackups(true);
    }

    void putBack() {
        copyBackups(false);
    }

    private void copyBackups(boolean away) {
        if (backups == null) {
            throw new IllegalStateException(rule + ": no copies are allocated");
        }
        for (Copy copy : copies) {
            copy(
                    away ? copy.parameter() : copy.backup(),
                    away ? copy.backup() : copy.parameter(),
                    copy.bytes());
        }
    }

    private void copy(long from, long to, long bytes) {
        if (bytes > 0) {
            device.check(
                    CL10.nclEnqueueCopyBuffer(device.queue(), from, to, 0, 0, bytes, 0, 0, 0),
                    "clEnqueueCopyBuffer");
        }
    }

    void clearStates() {
        for (Place[] ofTensor : states) {
            for (Place place : ofTensor) {
                for (int i = 0; i < place.sizes().size(); i++) {
                    arena.clear(place.first() + i);
                }
            }
        }
    }

    /** Copies states, companions and sums to the host. */
    void read() {
        for (int t = 0; t < tensors.size(); t++) {
            TensorMemory memory = tensors.get(t);
            memory.allocateStates(Allocator.APART);
            for (int s = 0; s < states[t].length; s++) {
                List<Object> arrays = memory.stream(s).arrays();
                for (int i = 0; i < states[t][s].sizes().size(); i++) {
                    device.transfer().read(arena.stream(states[t][s].first() + i), arrays.get(i));
                }
            }
            if (hasCompanion(memory)) {
                device.transfer()
                        .readStream(arena.stream(companions[t].first()), memory.companion());
            }
            if (sums != null) {
                memory.allocateSum(Allocator.APART);
                device.transfer().readStream(sums.stream(t), memory.sum());
            }
            if (averages != null) {
                memory.allocateAverage(Allocator.APART);
                device.transfer().readStream(averages.stream(t), memory.average());
            }
        }
    }

    /** Copies states, companions and sums to the device. */
    void write() {
        for (int t = 0; t < tensors.size(); t++) {
            TensorMemory memory = tensors.get(t);
            for (int s = 0; s < states[t].length; s++) {
                List<Object> arrays = memory.stream(s).arrays();
                for (int i = 0; i < states[t][s].sizes().size(); i++) {
                    device.transfer().write(arrays.get(i), arena.stream(states[t][s].first() + i));
                }
            }
            if (hasCompanion(memory)) {
                device.transfer()
                        .writeStream(memory.companion(), arena.stream(companions[t].first()));
            }
            if (sums != null) {
                device.transfer().writeStream(memory.sum(), sums.stream(t));
            }
            if (averages != null) {
                device.transfer().writeStream(memory.average(), averages.stream(t));
            }
        }
    }

    @Override
    public void close() {
        arena.close();
        if (sums != null) {
            sums.close();
        }
        if (averages != null) {
            averages.close();
        }
        if (backups != null) {
            backups.close();
        }
    }
}
