package dev.optweave.lab.problem;

import dev.optweave.lab.data.Batch;
import dev.optweave.runtime.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * {@code ½ xᵀAx} in 100 dimensions, with eigenvalues from 1e-3 to 1 in geometric progression:
 * condition number 1,000.
 *
 * <p>A's axes are turned by a random reflection, so that rules that scale each coordinate by itself
 * have no easy time. The minimum, 0, lies at the origin.
 */
public final class IllConditionedQuadratic implements Problem {

    private static final int DIMENSIONS = 100;
    private static final double SMALLEST = 1e-3;

    private final double[] eigenvalues = new double[DIMENSIONS];
    private final double[] mirror = new double[DIMENSIONS];
    private final Weights point;

    /**
     * Starts one unit from the minimum along every axis of A.
     *
     * @param seed of the reflection
     */
    public IllConditionedQuadratic(long seed, Precision precision) {
        SplittableRandom random = new SplittableRandom(seed);
        Arrays.setAll(
                eigenvalues, i -> StrictMath.pow(SMALLEST, 1 - (double) i / (DIMENSIONS - 1)));
        Arrays.setAll(mirror, i -> random.nextGaussian());
        double length = Math.sqrt(dot(mirror, mirror));
        Arrays.setAll(mirror, i -> mirror[i] / length);
        double[] start = new double[DIMENSIONS];
        Arrays.fill(start, 1);
        this.point = Weights.of(precision, "x", reflect(start), DIMENSIONS);
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(point.tensor());
    }

    @Override
    public int examples() {
        return 1;
    }

    @Override
    public double backward(Batch batch) {
        double[] axes = reflect(point.load());
        Arrays.setAll(axes, i -> axes[i] * eigenvalues[i]);
        System.arraycopy(reflect(axes), 0, point.clearGradient(), 0, DIMENSIONS);
        point.storeGradient(1);
        return loss();
    }

    @Override
    public double loss() {
        double[] axes = reflect(point.load());
        double sum = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            sum += eigenvalues[i] * axes[i] * axes[i];
        }
        return sum / 2;
    }

    @Override
    public OptionalDouble accuracy() {
        return OptionalDouble.empty();
    }

    /** Householder's reflection, {@code x - 2 v vᵀx}: its own inverse and transpose. */
    private double[] reflect(double[] x) {
        double twice = 2 * dot(mirror, x);
        double[] reflected = new double[DIMENSIONS];
        Arrays.setAll(reflected, i -> x[i] - twice * mirror[i]);
        return reflected;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
