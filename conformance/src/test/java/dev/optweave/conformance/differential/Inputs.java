package dev.optweave.conformance.differential;

import java.util.Arrays;
import java.util.Random;

/**
 * Parameters and gradients to run rules on: ordinary ones, and now and then extreme ones.
 *
 * @param seed all that they depend on, besides size and place of a tensor
 * @param extreme whether some elements are huge, tiny, infinite or no number
 */
record Inputs(long seed, boolean extreme) {

    /** The parameters before the first step, of about 1. */
    double[] parameters(int place, TensorSpec tensor) {
        Random random = new Random(seed + 7919L * place + tensor.size());
        double[] values = new double[tensor.size()];
        boolean strange = extreme && random.nextBoolean();
        Arrays.setAll(values, i -> strange ? element(random, i) : (float) random.nextGaussian());
        return tensor.asParameters(values);
    }

    /** The gradient of a step, counted from 0; the third step's is zero throughout. */
    double[] gradient(int place, TensorSpec tensor, int step) {
        double[] values = new double[tensor.size()];
        if (step == 2) {
            return values;
        }
        Random random = new Random(31 * seed + 1009L * step + 7919L * place + tensor.size());
        Arrays.setAll(values, i -> element(random, i));
        return tensor.asGradients(values);
    }

    /** A gradient that depends on the parameters, so that it tells where it was taken. */
    double[] gradientAt(double[] parameters, int place, TensorSpec tensor, int step) {
        double[] gradient = gradient(place, tensor, step);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += 0.25 * parameters[i];
        }
        return tensor.asGradients(gradient);
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
            case 6 -> random.nextInt(4) == 0 ? ordinary * 1e38 : ordinary;
            default -> ordinary;
        };
    }
}
