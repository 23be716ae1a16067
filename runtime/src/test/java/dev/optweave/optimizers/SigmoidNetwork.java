package dev.optweave.optimizers;

/**
 * The network of the recorded trainings: two inputs, three sigmoid units, one sigmoid output, and
 * as loss the sum of the outputs for three inputs.
 */
final class SigmoidNetwork {

    private static final double[][] INPUTS = {{0.1, 0.2}, {0.3, 0.4}, {0.5, 0.6}};

    private SigmoidNetwork() {}

    /** The gradient of the loss by W1 (3 by 2), b1, W2 (1 by 3) and b2, one after the other. */
    static double[] gradient(double[] w1, double[] b1, double[] w2, double[] b2) {
        double[] gradient = new double[13];
        for (double[] input : INPUTS) {
            double[] hidden = new double[3];
            double sum = b2[0];
            for (int i = 0; i < 3; i++) {
                hidden[i] = sigmoid(w1[2 * i] * input[0] + w1[2 * i + 1] * input[1] + b1[i]);
                sum += w2[i] * hidden[i];
            }
            double output = sigmoid(sum);
            double outer = output * (1 - output);
            gradient[12] += outer;
            for (int i = 0; i < 3; i++) {
                double inner = outer * w2[i] * hidden[i] * (1 - hidden[i]);
                gradient[2 * i] += inner * input[0];
                gradient[2 * i + 1] += inner * input[1];
                gradient[6 + i] += inner;
                gradient[9 + i] += outer * hidden[i];
            }
        }
        return gradient;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
