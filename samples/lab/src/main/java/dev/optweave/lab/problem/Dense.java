package dev.optweave.lab.problem;

/**
 * A layer {@code y = x·W + b}, with W stored input by input, and the loss at the end of a network.
 */
final class Dense {

    private Dense() {}

    static void forward(double[] x, double[] w, double[] b, double[] y) {
        System.arraycopy(b, 0, y, 0, y.length);
        for (int i = 0; i < x.length; i++) {
            double input = x[i];
            if (input == 0) {
                continue;
            }
            int row = i * y.length;
            for (int j = 0; j < y.length; j++) {
                y[j] += input * w[row + j];
            }
        }
    }

    /** Adds to the gradients of W and b what errors at y mean for them. */
    static void backward(double[] x, double[] errors, double[] w, double[] b) {
        for (int i = 0; i < x.length; i++) {
            double input = x[i];
            if (input == 0) {
                continue;
            }
            int row = i * errors.length;
            for (int j = 0; j < errors.length; j++) {
                w[row + j] += input * errors[j];
            }
        }
        for (int j = 0; j < errors.length; j++) {
            b[j] += errors[j];
        }
    }

    /** The errors at x that errors at y mean. */
    static void errors(double[] w, double[] errors, double[] into) {
        for (int i = 0; i < into.length; i++) {
            double sum = 0;
            for (int j = 0; j < errors.length; j++) {
                sum += w[i * errors.length + j] * errors[j];
            }
            into[i] = sum;
        }
    }

    /**
     * Turns logits into probabilities.
     *
     * @return the cross-entropy, -log of the label's probability, computed without overflow
     */
    static double softmax(double[] logits, int label) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        double chosen = logits[label] - largest;
        for (int k = 0; k < logits.length; k++) {
            logits[k] = StrictMath.exp(logits[k] - largest);
            sum += logits[k];
        }
        for (int k = 0; k < logits.length; k++) {
            logits[k] /= sum;
        }
        return StrictMath.log(sum) - chosen;
    }
}
