package dev.optweave.runtime.opencl;

import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.kernel.ScalarArguments;
import dev.optweave.runtime.kernel.Section;
import java.util.HashMap;
import java.util.Map;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.Pointer;

/**
 * The kernels of one optimizer: sets their arguments, one after the other, and enqueues them. A
 * launch allocates nothing.
 */
final class Launcher implements AutoCloseable {

    /** The lanes of a block that is reduced. */
    private static final int LANES = 64;

    /** The work-items of a group where nothing is reduced: as many as a block of bytes has. */
    static final int GROUP = 256;

    private record Key(Program program, String name) {}

    private final OpenClDevice device;
    private final Map<Key, Long> kernels = new HashMap<>();
    private final PointerBuffer sizes = MemoryUtil.memAllocPointer(3);
    private final long argument = MemoryUtil.nmemAllocChecked(Long.BYTES);
    private final ScalarArguments floats = value -> add((float) value);
    private final ScalarArguments doubles = this::add;
    private long kernel;
    private int next;

    Launcher(OpenClDevice device) {
        this.device = device;
    }

    /** The kernel of that name, created when it is asked for first. */
    long kernel(Program program, String name) {
        return kernels.computeIfAbsent(
                new Key(program, name),
                key -> Handles.createKernel(program.handle(), program.kernelName(name)));
    }

    /** Starts with the arguments of a kernel: the first is the number of elements. */
    void begin(long nextKernel, long count) {
        kernel = nextKernel;
        next = 0;
        bits(count);
    }

    /** The next argument: a buffer. */
    void buffer(long buffer) {
        MemoryUtil.memPutAddress(argument, buffer);
        set(Pointer.POINTER_SIZE);
    }

    private void add(float value) {
        MemoryUtil.memPutFloat(argument, value);
        set(Float.BYTES);
    }

    private void add(double value) {
        MemoryUtil.memPutDouble(argument, value);
        set(Double.BYTES);
    }

    /** LWJGL's methods for single arguments make a buffer for each until they are compiled. */
    private void set(int bytes) {
        device.check(CL10.nclSetKernelArg(kernel, next++, bytes, argument), "clSetKernelArg");
    }

    /** The next arguments: what values depend on that are rounded at random. */
    void random(TensorMemory tensor, Section section, long seed) {
        long step = tensor.group().step();
        bits(seed);
        bits(tensor.index());
        bits((int) step);
        bits(section.ordinal() << 8 | (int) (step >>> 32) << 16);
    }

    private void bits(int value) {
        MemoryUtil.memPutInt(argument, value);
        set(Integer.BYTES);
    }

    private void bits(long value) {
        MemoryUtil.memPutLong(argument, value);
        set(Long.BYTES);
    }

    /** The next arguments: scalars in the elements' type. */
    ScalarArguments scalars(boolean isDouble) {
        return isDouble ? doubles : floats;
    }

    /** Enqueues the kernel for so many work-items, rounded up to whole groups. */
    void launchGroups(long items, long group) {
        enqueue(0, (items + group - 1) / group * group, group);
    }

    /** Enqueues a kernel that reduces: a group for each block, or a work-item. */
    void launchBlocks(long blocks) {
        int group = device.info().lanesInALoop() ? 1 : LANES;
        enqueue(0, blocks * group, group);
    }

    /**
     * Enqueues the kernel for exactly so many work-items: whole groups, and what is left one by
     * one, so that the kernel need not ask which work-items have an element.
     */
    void launchEach(long items) {
        long whole = items / GROUP * GROUP;
        if (whole > 0) {
            enqueue(0, whole, GROUP);
        }
        if (whole < items) {
            enqueue(whole, items - whole, 1);
        }
    }

    private void enqueue(long from, long items, long group) {
        sizes.put(0, items);
        sizes.put(1, group);
        sizes.put(2, from);
        device.check(
                CL10.nclEnqueueNDRangeKernel(
                        device.queue(),
                        kernel,
                        1,
                        sizes.address(2),
                        sizes.address(0),
                        sizes.address(1),
                        0,
                        0,
                        0),
                "clEnqueueNDRangeKernel");
    }

    @Override
    public void close() {
        kernels.values().forEach(Handles::releaseKernel);
        kernels.clear();
        MemoryUtil.memFree(sizes);
        MemoryUtil.nmemFree(argument);
    }
}
