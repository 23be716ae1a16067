package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.runtime.kernel.RuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionTest {

    @Test
    void sumsFollowTheDocumentedTree() {
        Parameters parameters = Data.mixed(11);
        List<Double> squares = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        for (Tensor tensor : parameters) {
            squares.add(
                    tensor.isDouble()
                            ? sumOfDoubles(tensor, i -> square(tensor.doubleGradient()[i]))
                            : sumOfFloats(tensor, i -> square(tensor.floatGradient()[i])));
        }
        double norm = Math.sqrt(tree(squares));
        for (Tensor tensor : parameters) {
            double sum =
                    tensor.isDouble()
                            ? sumOfDoubles(tensor, i -> square(tensor.doubleValues()[i]))
                            : sumOfFloats(tensor, i -> square(tensor.floatValues()[i]));
            expected.add(expected(tensor, Math.sqrt(sum), norm));
        }
        Handmade trust = Handmade.of(Rules.TRUST).build(parameters);
        trust.step();

        for (int t = 0; t < parameters.size(); t++) {
            Tensor tensor = parameters.tensors().get(t);
            for (int i = 0; i < tensor.length(); i++) {
                double w = tensor.isDouble() ? tensor.doubleValues()[i] : tensor.floatValues()[i];
                assertThat(w).isEqualTo(expected.get(t)[i]);
            }
        }
    }

    private static double[] expected(Tensor tensor, double normOfW, double normOfAllG) {
        double max = 0;
        for (int i = 0; i < tensor.length(); i++) {
            double g = tensor.isDouble() ? tensor.doubleGradient()[i] : tensor.floatGradient()[i];
            max = Math.max(max, Math.abs(g));
        }
        double[] result = new double[tensor.length()];
        double trust = normOfW / (normOfAllG + max);
        for (int i = 0; i < result.length; i++) {
            result[i] =
                    tensor.isDouble()
                            ? tensor.doubleValues()[i] - 0.1 * trust * tensor.doubleGradient()[i]
                            : (float)
                                    (tensor.floatValues()[i]
                                            - 0.1 * trust * tensor.floatGradient()[i]);
        }
        return result;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void anyNumberOfThreadsGivesTheSameBits(int threads) {
        for (RuleDescriptor rule :
                List.of(Rules.SGD, Rules.ADAM, Rules.TRUST, Rules.SAM, Rules.AVERAGING)) {
            assertThat(train(rule, threads)).as(rule.name()).isEqualTo(train(rule, 1));
        }
    }

    private static long[] train(RuleDescriptor rule, int threads) {
        List<Tensor> tensors = new ArrayList<>(Data.mixed(3).tensors());
        tensors.add(Data.floats("large", 9, 400_001));
        Parameters parameters = Parameters.of(tensors);
        try (Handmade optimizer =
                Handmade.of(rule)
                        .threads(threads)
                        .clipByGlobalNorm(1)
                        .clipByValue(1.5)
                        .accumulateGradients(2)
                        .group("some", tensor -> tensor.length() % 2 == 1, g -> g.lr(0.01))
                        .build(parameters)) {
            for (int call = 1; call <= 4; call++) {
                long seed = call;
                optimizer.step(
                        () -> {
                            Data.refill(parameters, seed);
                            return 0;
                        });
            }
            assertThat(optimizer.steps()).isEqualTo(2);
            LongStream bits = LongStream.of(Data.bits(parameters));
            for (String state : optimizer.stateNames()) {
                bits = LongStream.concat(bits, LongStream.of(Data.bits(optimizer, state)));
            }
            return bits.toArray();
        }
    }

    @Test
    void reductionsOverAllTensorsCrossGroupsAndSpecializations() {
        Parameters together = Data.mixed(4);
        Parameters apart = Data.mixed(4);
        Handmade.of(Rules.TRUST).build(together).step();
        Handmade.of(Rules.TRUST)
                .group("half", tensor -> tensor.isDouble(), g -> g.set("unused", 0))
                .build(apart)
                .step();

        assertThat(Data.bits(apart)).isEqualTo(Data.bits(together));
    }

    @Test
    void aStatePerTensorIsKeptForEachTensor() {
        double[] w = {3, 4};
        Parameters parameters =
                Parameters.of(Tensor.of("w", w, new double[] {1, 1}, 2), Data.doubles("e", 1, 0));
        Handmade trust = Handmade.of(Rules.TRUST).build(parameters);
        trust.step();

        assertThat(trust.state("normOfW").length(0)).isOne();
        assertThat(trust.state("normOfW").get(0, 0)).isEqualTo(5);
        assertThat(trust.state("normOfW").get(1, 0)).isZero();
    }

    @Test
    void aNanReachesWhatDependsOnIt() {
        Tensor a = Data.floats("a", 1, 5000);
        Tensor b = Data.floats("b", 2, 100);
        a.floatGradient()[4500] = Float.NaN;
        Handmade.of(Rules.TRUST).build(Parameters.of(a, b)).step();

        assertThat(a.floatValues()).containsOnly(Float.NaN);
        assertThat(b.floatValues()).containsOnly(Float.NaN);
    }

    private static double square(double x) {
        return x * x;
    }

    /** The tree of the language page, once more and as simple as it gets. */
    private static double sumOfFloats(Tensor tensor, IntToDoubleFunction element) {
        List<Double> blocks = new ArrayList<>();
        for (int block = 0; block < tensor.length(); block += 4096) {
            float[] lanes = new float[64];
            for (int i = block; i < Math.min(tensor.length(), block + 4096); i++) {
                lanes[i % 64] += (float) element.applyAsDouble(i);
            }
            for (int half : new int[] {32, 16, 8, 4, 2, 1}) {
                for (int l = 0; l < half; l++) {
                    lanes[l] = lanes[l] + lanes[l + half];
                }
            }
            blocks.add((double) lanes[0]);
        }
        return tree(blocks);
    }

    private static double sumOfDoubles(Tensor tensor, IntToDoubleFunction element) {
        List<Double> blocks = new ArrayList<>();
        for (int block = 0; block < tensor.length(); block += 4096) {
            double[] lanes = new double[64];
            for (int i = block; i < Math.min(tensor.length(), block + 4096); i++) {
                lanes[i % 64] += element.applyAsDouble(i);
            }
            for (int half : new int[] {32, 16, 8, 4, 2, 1}) {
                for (int l = 0; l < half; l++) {
                    lanes[l] = lanes[l] + lanes[l + half];
                }
            }
            blocks.add(lanes[0]);
        }
        return tree(blocks);
    }

    private static double tree(List<Double> values) {
        if (values.isEmpty()) {
            return 0;
        }
        if (values.size() == 1) {
            return values.get(0);
        }
        int left = 1;
        while (2 * left < values.size()) {
            left *= 2;
        }
        return tree(values.subList(0, left)) + tree(values.subList(left, values.size()));
    }
}
