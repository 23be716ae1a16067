package dev.optweave.lab.problem;

import dev.optweave.lab.data.Batch;
import dev.optweave.lab.data.Dataset;
import dev.optweave.runtime.Tensor;
import java.util.List;
import java.util.OptionalDouble;

/** Two classes told apart by {@code x·w + b > 0}, under the logistic loss: a convex problem. */
public final class LogisticRegression implements Problem {

    private final Dataset train;
    private final Dataset test;
    private final Weights weights;
    private final Weights bias;
    private final double[] inputs;

    /**
     * Starts with all weights at zero.
     *
     * @param data with two classes
     * @throws IllegalArgumentException if there are not two classes
     */
    public LogisticRegression(Dataset.Split data, Precision precision) {
        if (data.train().classes() != 2) {
            throw new IllegalArgumentException(
                    "logistic regression tells 2 classes apart, not " + data.train().classes());
        }
        this.train = data.train();
        this.test = data.test();
        int width = train.width();
        this.weights = Weights.of(precision, "w", new double[width], width);
        this.bias = Weights.of(precision, "b", new double[1], 1);
        this.inputs = new double[width];
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(weights.tensor(), bias.tensor());
    }

    @Override
    public int examples() {
        return train.size();
    }

    @Override
    public double backward(Batch batch) {
        double[] w = weights.load();
        double[] b = bias.load();
        double[] wGradient = weights.clearGradient();
        double[] bGradient = bias.clearGradient();
        double[] error = new double[1];
        double loss = 0;
        for (int i = 0; i < batch.size(); i++) {
            int example = batch.example(i);
            double logit = logit(train, example, w, b[0]);
            loss += loss(logit, train.label(example));
            error[0] = 1 / (1 + StrictMath.exp(-logit)) - train.label(example);
            Dense.backward(inputs, error, wGradient, bGradient);
        }
        double share = 1.0 / batch.size();
        weights.storeGradient(share);
        bias.storeGradient(share);
        return loss * share;
    }

    @Override
    public double loss() {
        double[] w = weights.load();
        double[] b = bias.load();
        double loss = 0;
        for (int example = 0; example < train.size(); example++) {
            loss += loss(logit(train, example, w, b[0]), train.label(example));
        }
        return loss / train.size();
    }

    @Override
    public OptionalDouble accuracy() {
        double[] w = weights.load();
        double[] b = bias.load();
        int right = 0;
        for (int example = 0; example < test.size(); example++) {
            if ((logit(test, example, w, b[0]) > 0) == (test.label(example) == 1)) {
                right++;
            }
        }
        return OptionalDouble.of((double) right / test.size());
    }

    private double logit(Dataset data, int example, double[] w, double b) {
        data.features(example, inputs);
        double sum = b;
        for (int j = 0; j < w.length; j++) {
            sum += inputs[j] * w[j];
        }
        return sum;
    }

    /** {@code log(1 + exp(-z))} with z the logit towards the label, without overflow. */
    private static double loss(double logit, int label) {
        double towards = label == 1 ? logit : -logit;
        return Math.max(0, -towards) + StrictMath.log1p(StrictMath.exp(-Math.abs(towards)));
    }
}
