package dev.optweave.lab.problem;

import dev.optweave.lab.data.Batch;
import dev.optweave.lab.data.Dataset;
import dev.optweave.runtime.Tensor;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A classifier of two layers, {@code softmax(relu(x·W1 + b1)·W2 + b2)}, under cross-entropy.
 *
 * <p>Weights start normally distributed with variance 2 / inputs (He and others, 2015), biases at
 * zero.
 */
public final class TwoLayerNetwork implements Problem {

    private final Dataset train;
    private final Dataset test;
    private final Weights w1;
    private final Weights b1;
    private final Weights w2;
    private final Weights b2;

    private final double[] inputs;
    private final double[] activations;
    private final double[] outputs;

    /**
     * A network for a dataset.
     *
     * @param hidden the width of the hidden layer
     * @param seed of the initial weights
     */
    public TwoLayerNetwork(Dataset.Split data, int hidden, long seed, Precision precision) {
        this.train = data.train();
        this.test = data.test();
        int width = train.width();
        int classes = train.classes();
        SplittableRandom random = new SplittableRandom(seed);
        this.w1 = Weights.of(precision, "W1", initial(random, width, hidden), width, hidden);
        this.b1 = Weights.of(precision, "b1", new double[hidden], hidden);
        this.w2 = Weights.of(precision, "W2", initial(random, hidden, classes), hidden, classes);
        this.b2 = Weights.of(precision, "b2", new double[classes], classes);
        this.inputs = new double[width];
        this.activations = new double[hidden];
        this.outputs = new double[classes];
    }

    /** A network with 128 hidden units, in float32. */
    public TwoLayerNetwork(Dataset.Split data, long seed) {
        this(data, 128, seed, Precision.FLOAT32);
    }

    private static double[] initial(SplittableRandom random, int rows, int columns) {
        double deviation = Math.sqrt(2.0 / rows);
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = deviation * random.nextGaussian();
        }
        return values;
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(w1.tensor(), b1.tensor(), w2.tensor(), b2.tensor());
    }

    @Override
    public int examples() {
        return train.size();
    }

    @Override
    public double backward(Batch batch) {
        Parameters parameters = load();
        Parameters gradients =
                new Parameters(
                        w1.clearGradient(),
                        b1.clearGradient(),
                        w2.clearGradient(),
                        b2.clearGradient());
        double loss = 0;
        for (int i = 0; i < batch.size(); i++) {
            int example = batch.example(i);
            loss += forward(parameters, train, example);
            backward(parameters, gradients, train.label(example));
        }
        double share = 1.0 / batch.size();
        List.of(w1, b1, w2, b2).forEach(weights -> weights.storeGradient(share));
        return loss * share;
    }

    @Override
    public double loss() {
        Parameters parameters = load();
        double loss = 0;
        for (int example = 0; example < train.size(); example++) {
            loss += forward(parameters, train, example);
        }
        return loss / train.size();
    }

    @Override
    public OptionalDouble accuracy() {
        Parameters parameters = load();
        int right = 0;
        for (int example = 0; example < test.size(); example++) {
            forward(parameters, test, example);
            if (likeliest() == test.label(example)) {
                right++;
            }
        }
        return OptionalDouble.of((double) right / test.size());
    }

    private record Parameters(double[] w1, double[] b1, double[] w2, double[] b2) {}

    private Parameters load() {
        return new Parameters(w1.load(), b1.load(), w2.load(), b2.load());
    }

    /** Leaves the hidden layer and the probabilities in their arrays; returns the cross-entropy. */
    private double forward(Parameters parameters, Dataset data, int example) {
        data.features(example, inputs);
        Dense.forward(inputs, parameters.w1, parameters.b1, activations);
        for (int j = 0; j < activations.length; j++) {
            activations[j] = Math.max(0, activations[j]);
        }
        Dense.forward(activations, parameters.w2, parameters.b2, outputs);
        return Dense.softmax(outputs, data.label(example));
    }

    /** Adds the gradient of the example that went forward last. */
    private void backward(Parameters parameters, Parameters gradients, int label) {
        double[] outputErrors = outputs;
        outputErrors[label] -= 1;
        Dense.backward(activations, outputErrors, gradients.w2, gradients.b2);
        double[] hiddenErrors = new double[activations.length];
        Dense.errors(parameters.w2, outputErrors, hiddenErrors);
        for (int j = 0; j < hiddenErrors.length; j++) {
            if (activations[j] <= 0) {
                hiddenErrors[j] = 0;
            }
        }
        Dense.backward(inputs, hiddenErrors, gradients.w1, gradients.b1);
    }

    private int likeliest() {
        int best = 0;
        for (int k = 1; k < outputs.length; k++) {
            if (outputs[k] > outputs[best]) {
                best = k;
            }
        }
        return best;
    }
}
