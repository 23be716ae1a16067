package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.GRADIENT;
import static dev.optweave.runtime.kernel.KernelLayout.Loop.PARAMETER;
import static dev.optweave.runtime.kernel.RuleKernel.BLOCK;

import dev.optweave.runtime.internal.storage.Stream;
import dev.optweave.runtime.internal.storage.Transfer;
import dev.optweave.runtime.kernel.GroupStep;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.TensorStep;
import org.jspecify.annotations.Nullable;

/**
 * A few elements of a tensor, staged as plain numbers in arrays that all start at 0 and stay in the
 * cache: arrays that are indexed from different places keep HotSpot from vectorizing a loop.
 * Scalars are those of the tensor.
 */
final class Strip extends TensorStep {

    /** How many elements are staged where the number is free: whole blocks of any format. */
    static final int LENGTH = 512;

    private static final float[] NO_FLOATS = {};
    private static final double[] NO_DOUBLES = {};

    private final float[][] floats;
    private final double[][] doubles;
    private final Transfer transfer;
    private @Nullable TensorMemory tensor;
    private Section section = Section.UPDATE;

    /**
     * @param streams how many streams a loop may use: parameter, gradient and states
     * @param floats whether tensors of floats are staged
     * @param doubles whether tensors of doubles are staged
     */
    Strip(int streams, boolean floats, boolean doubles, Transfer transfer) {
        this.floats = new float[streams][floats ? BLOCK : 0];
        this.doubles = new double[streams][doubles ? BLOCK : 0];
        this.transfer = transfer;
    }

    /** Stages elements of this tensor from now on. */
    void turnTo(TensorMemory staged, Section running) {
        tensor = staged;
        section = running;
    }

    /** Copies in what a loop reads. */
    void load(int[] reads, int from, int to) {
        for (int number : reads) {
            load(number, from, to);
        }
    }

    /** Copies elements of one stream in. */
    void load(int number, int from, int to) {
        Stream stream = tensor().stream(number);
        if (isDouble()) {
            stream.load(from, doubles(number), to - from, transfer);
        } else {
            stream.load(from, floats(number), to - from, transfer);
        }
    }

    /** Copies out what the loop wrote. */
    void store(int[] writes, int from, int to) {
        for (int number : writes) {
            measure(number, from, to);
        }
        for (int number : writes) {
            store(number, from, to);
        }
    }

    /** Copies elements of one stream out, which has been measured. */
    void store(int number, int from, int to) {
        TensorMemory target = tensor();
        Stream stream = target.stream(number);
        if (stream.isStochastic()) {
            long step = target.group().step();
            transfer.draw().turnTo(target.index(), step, number, section.ordinal());
        }
        if (target.isDouble()) {
            stream.store(from, doubles(number), to - from, transfer);
        } else {
            stream.storeMeasured(from, floats(number), to - from, transfer);
        }
    }

    /** Finds out what has to be known before elements of one stream of floats are copied out. */
    void measure(int number, int from, int to) {
        if (!isDouble()) {
            tensor().stream(number).measure(from, floats(number), to - from, transfer);
        }
    }

    /** How many streams a strip has room for. */
    int streams() {
        return floats.length;
    }

    /** The array in which a stream of the present tensor is staged. */
    Object array(int stream) {
        return isDouble() ? doubles(stream) : floats(stream);
    }

    /** Copies in elements of a gradient of a tensor of floats, and returns where to. */
    float[] loadGradient(Stream gradient, int from, int to) {
        gradient.load(from, floats(GRADIENT), to - from, transfer);
        return floats(GRADIENT);
    }

    /** Copies the elements of a gradient back. */
    void storeGradient(Stream gradient, int from, int to) {
        gradient.store(from, floats(GRADIENT), to - from, transfer);
    }

    private float[] floats(int stream) {
        return floats[stream - GRADIENT];
    }

    private double[] doubles(int stream) {
        return doubles[stream - GRADIENT];
    }

    private TensorMemory tensor() {
        TensorMemory present = tensor;
        if (present == null) {
            throw new IllegalStateException("nothing has been loaded into the strip");
        }
        return present;
    }

    @Override
    public boolean isDouble() {
        return tensor().isDouble();
    }

    @Override
    public int length() {
        return tensor().length();
    }

    @Override
    public GroupStep group() {
        return tensor().group();
    }

    @Override
    public float[] floatParameter() {
        return isDouble() ? NO_FLOATS : floats(PARAMETER);
    }

    @Override
    public float[] floatGradient() {
        return isDouble() ? NO_FLOATS : floats(GRADIENT);
    }

    @Override
    public float[] floatState(int index) {
        return isDouble() ? NO_FLOATS : floats(index);
    }

    @Override
    public double[] doubleParameter() {
        return isDouble() ? doubles(PARAMETER) : NO_DOUBLES;
    }

    @Override
    public double[] doubleGradient() {
        return isDouble() ? doubles(GRADIENT) : NO_DOUBLES;
    }

    @Override
    public double[] doubleState(int index) {
        return isDouble() ? doubles(index) : NO_DOUBLES;
    }

    @Override
    public double gradientScale() {
        return tensor().gradientScale();
    }

    @Override
    public double state(int index) {
        return tensor().state(index);
    }

    @Override
    public void state(int index, double value) {
        tensor().state(index, value);
    }

    @Override
    public double scalar(int index) {
        return tensor().scalar(index);
    }

    @Override
    public void scalar(int index, double value) {
        tensor().scalar(index, value);
    }

    @Override
    public double reduction(int index) {
        return tensor().reduction(index);
    }
}
