package dev.optweave.lab.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.optweave.lab.data.Batch;
import dev.optweave.lab.data.Batches;
import dev.optweave.lab.data.Dataset;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradientTest {

    private static final double STEP = 1e-6;

    @ParameterizedTest
    @EnumSource
    void isTheSlopeOfTheLoss(ProblemKind kind) {
        Problem problem = kind.create(3, Precision.FLOAT64);
        SplittableRandom random = new SplittableRandom(5);
        for (Tensor tensor : problem.tensors()) {
            double[] values = tensor.doubleValues();
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.1 * random.nextGaussian();
            }
        }
        problem.backward(Batch.all(problem.examples()));
        for (Tensor tensor : problem.tensors()) {
            for (int element : someElements(tensor.length())) {
                double slope = slope(problem, tensor.doubleValues(), element);
                assertThat(tensor.doubleGradient()[element])
                        .as("%s, element %d", tensor, element)
                        .isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void comesWithTheLossOfItsBatch(ProblemKind kind) {
        Problem problem = kind.create(3, Precision.FLOAT64);
        double loss = problem.backward(Batch.all(problem.examples()));
        assertThat(loss).isCloseTo(problem.loss(), within(1e-12 * loss));
    }

    @Test
    void ofABatchIsTheMeanOverItsExamples() {
        Problem problem = tiny(Precision.FLOAT64);
        double[] mean = new double[problem.tensors().get(0).length()];
        int examples = 0;
        for (Batch batch : new Batches(problem.examples(), 1, 0)) {
            problem.backward(batch);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += problem.tensors().get(0).doubleGradient()[i];
            }
            examples++;
        }
        problem.backward(Batch.all(problem.examples()));
        for (int i = 0; i < mean.length; i++) {
            assertThat(problem.tensors().get(0).doubleGradient()[i])
                    .isCloseTo(mean[i] / examples, within(1e-14));
        }
    }

    @Test
    void isRoundedOnceInFloat() {
        Problem narrow = tiny(Precision.FLOAT32);
        Problem wide = tiny(Precision.FLOAT64);
        Tensor weights = wide.tensors().get(0);
        for (int i = 0; i < weights.length(); i++) {
            weights.doubleValues()[i] = narrow.tensors().get(0).floatValues()[i];
        }
        for (int i = 0; i < wide.tensors().get(2).length(); i++) {
            wide.tensors().get(2).doubleValues()[i] = narrow.tensors().get(2).floatValues()[i];
        }
        narrow.backward(Batch.all(narrow.examples()));
        wide.backward(Batch.all(wide.examples()));
        for (int i = 0; i < weights.length(); i++) {
            assertThat(narrow.tensors().get(0).floatGradient()[i])
                    .isEqualTo((float) weights.doubleGradient()[i]);
        }
    }

    @Test
    void startsFromTheSeed() {
        Iterator<Tensor> first = new TwoLayerNetwork(data(), 1).tensors().iterator();
        Iterator<Tensor> same = new TwoLayerNetwork(data(), 1).tensors().iterator();
        Tensor other = new TwoLayerNetwork(data(), 2).tensors().get(0);
        float[] weights = first.next().floatValues();
        assertThat(same.next().floatValues()).isEqualTo(weights);
        assertThat(other.floatValues()).isNotEqualTo(weights);
    }

    private static Problem tiny(Precision precision) {
        return new TwoLayerNetwork(data(), 4, 9, precision);
    }

    private static Dataset.Split data() {
        double[] features = {0.1, 0.9, -0.4, 0.5, 0.2, 0.7, -1, 1, 0.3, 0, 0.6, 0.25};
        Dataset data = new Dataset(3, 2, features, new int[] {0, 1, 1, 0});
        return new Dataset.Split(data, data);
    }

    private static double slope(Problem problem, double[] values, int element) {
        double kept = values[element];
        values[element] = kept + STEP;
        double above = problem.loss();
        values[element] = kept - STEP;
        double below = problem.loss();
        values[element] = kept;
        return (above - below) / (2 * STEP);
    }

    private static List<Integer> someElements(int length) {
        List<Integer> elements = new ArrayList<>();
        for (int i = 0; i < length; i += Math.max(1, length / 20)) {
            elements.add(i);
        }
        return elements;
    }
}
