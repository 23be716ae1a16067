package dev.optweave.conformance.differential;

import java.util.Arrays;
import java.util.Random;

/** Parameters and gradients to run rules on: ordinary ones, and now and then extreme ones. */
final class Inputs {

    /** The sizes of the tensors that every rule is run on, together. */
    private static final int[] SIZES = {0, 1, 13, 207, 4098};

    private final long seed;
    private final boolean extreme;
    private final int[] sizes;

    /**
     * Inputs that depend on nothing but a seed.
     *
     * @param extreme whether some elements are huge, tiny, infinite or no number
     */
    Inputs(long seed, boolean extreme) {
        this(seed, extreme, SIZES);
    }

    /** Inputs for tensors of other sizes. */
    Inputs(long seed, boolean extreme, int... sizes) {
        this.seed = seed;
        this.extreme = extreme;
        this.sizes = sizes.clone();
    }

    /** Whether some elements are huge, tiny, infinite or no number. */
    boolean isExtreme() {
        return extreme;
    }

    /** The sizes of the tensors. */
    int[] sizes() {
        return sizes.clone();
    }

    @Override
    public String toString() {
        return (extreme ? "extreme inputs of seed " : "inputs of seed ") + seed;
    }

    /** The parameters before the first step, of about 1. */
    double[] parameters(int size) {
        Random random = new Random(seed + size);
        double[] values = new double[size];
        Arrays.setAll(values, i -> (float) random.nextGaussian());
        return values;
    }

    /** The gradient of a step, counted from 0; the third step's is zero throughout. */
    double[] gradient(int size, int step) {
        double[] values = new double[size];
        if (step == 2) {
            return values;
        }
        Random random = new Random(31 * seed + 1009L * step + size);
        Arrays.setAll(values, i -> element(random, i));
        return values;
    }

    /** The sum of as many equal gradients, added one by one in the tensor's type. */
    double[] accumulated(int size, int step, Scenario scenario) {
        double[] gradient = gradient(size, step);
        double[] sum = new double[size];
        for (int i = 0; i < size; i++) {
            sum[i] = scenario.type().narrow(gradient[i]);
            for (int more = 1; more < scenario.gradients().accumulate(); more++) {
                sum[i] = scenario.type().narrow(sum[i] + scenario.type().narrow(gradient[i]));
            }
        }
        return sum;
    }

    /** A gradient that depends on the parameters, so that it tells where it was taken. */
    double[] gradientAt(double[] parameters, int step) {
        double[] gradient = gradient(parameters.length, step);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += 0.25 * parameters[i];
        }
        return gradient;
    }

    private double element(Random random, int index) {
        double ordinary = (float) random.nextGaussian();
        if (index % 7 == 3) {
            return index % 2 == 0 ? 0.0 : -0.0;
        }
        if (!extreme) {
            return ordinary;
        }
        return switch (random.nextInt(40)) {
            case 0 -> ordinary * 1e30;
            case 1 -> ordinary * 1e-30;
            case 2 -> ordinary * 1e-42;
            case 3 -> random.nextInt(30) == 0 ? Double.NaN : ordinary;
            case 4 -> random.nextInt(30) == 0 ? Double.POSITIVE_INFINITY : ordinary;
            case 5 -> random.nextInt(30) == 0 ? Double.NEGATIVE_INFINITY : ordinary;
            default -> ordinary;
        };
    }
}
