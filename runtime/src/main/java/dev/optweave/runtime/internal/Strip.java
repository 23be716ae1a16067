package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.GRADIENT;
import static dev.optweave.runtime.kernel.KernelLayout.Loop.PARAMETER;
import static dev.optweave.runtime.kernel.RuleKernel.BLOCK;

import dev.optweave.runtime.kernel.GroupStep;
import dev.optweave.runtime.kernel.TensorStep;
import org.jspecify.annotations.Nullable;

/**
 * A few elements of a tensor, staged in arrays that all start at 0 and stay in the cache: arrays
 * that are indexed from different places keep HotSpot from vectorizing a loop. Scalars are those of
 * the tensor.
 */
final class Strip extends TensorStep {

    private static final float[] NO_FLOATS = {};
    private static final double[] NO_DOUBLES = {};

    private final float[][] floats;
    private final double[][] doubles;
    private @Nullable TensorMemory tensor;

    /**
     * @param streams how many streams a loop may use: parameter, gradient and states
     */
    Strip(int streams) {
        floats = new float[streams][];
        doubles = new double[streams][];
    }

    /** Copies in what a loop reads. */
    void load(TensorMemory source, int[] reads, int from, int to) {
        tensor = source;
        for (int stream : reads) {
            if (source.isDouble()) {
                System.arraycopy(doubleArray(source, stream), from, doubles(stream), 0, to - from);
            } else {
                System.arraycopy(floatArray(source, stream), from, floats(stream), 0, to - from);
            }
        }
    }

    /** Copies out what the loop wrote. */
    void store(int[] writes, int from, int to) {
        TensorMemory target = tensor();
        for (int stream : writes) {
            if (target.isDouble()) {
                System.arraycopy(doubles(stream), 0, doubleArray(target, stream), from, to - from);
            } else {
                System.arraycopy(floats(stream), 0, floatArray(target, stream), from, to - from);
            }
        }
    }

    private static float[] floatArray(TensorMemory tensor, int stream) {
        return switch (stream) {
            case PARAMETER -> tensor.floatParameter();
            case GRADIENT -> tensor.floatGradient();
            default -> tensor.floatState(stream);
        };
    }

    private static double[] doubleArray(TensorMemory tensor, int stream) {
        return switch (stream) {
            case PARAMETER -> tensor.doubleParameter();
            case GRADIENT -> tensor.doubleGradient();
            default -> tensor.doubleState(stream);
        };
    }

    private float[] floats(int stream) {
        int place = stream - GRADIENT;
        if (floats[place] == null) {
            floats[place] = new float[BLOCK];
        }
        return floats[place];
    }

    private double[] doubles(int stream) {
        int place = stream - GRADIENT;
        if (doubles[place] == null) {
            doubles[place] = new double[BLOCK];
        }
        return doubles[place];
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
