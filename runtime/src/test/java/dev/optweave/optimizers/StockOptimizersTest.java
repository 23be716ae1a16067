package dev.optweave.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.optweave.runtime.Evaluation;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The register of stock optimizers, and what no other library has numbers for. */
class StockOptimizersTest {

    /** Every rule's hyperparameters besides the learning rate. */
    private static final Map<String, String> HYPERPARAMETERS =
            Stream.of(
                            "Sgd: weightDecay",
                            "Momentum: rho dampening weightDecay",
                            "Nesterov: rho weightDecay",
                            "EmaMomentum: beta",
                            "HeavyBall: rho",
                            "NesterovLookahead: rho",
                            "AdaGrad: eps lrDecay initialAccumulator weightDecay",
                            "AdaGradEpsInside: eps initialAccumulator",
                            "AdaDelta: rho eps weightDecay",
                            "RmsProp: rho eps weightDecay",
                            "RmsPropCentered: rho eps weightDecay",
                            "RmsPropMomentum: rho eps momentum weightDecay",
                            "RmsPropCenteredMomentum: rho eps momentum weightDecay",
                            "RmsPropEpsInside: rho eps",
                            "Adam: beta1 beta2 eps weightDecay",
                            "AmsGrad: beta1 beta2 eps weightDecay",
                            "AdamW: beta1 beta2 eps weightDecay",
                            "AmsGradW: beta1 beta2 eps weightDecay",
                            "AdamWEpsInside: beta1 beta2 eps weightDecay",
                            "AdamUncorrected: beta1 beta2 eps",
                            "AdamEpsInside: beta1 beta2 eps",
                            "AdaMax: beta1 beta2 eps weightDecay",
                            "RAdam: beta1 beta2 eps weightDecay",
                            "NAdam: beta1 beta2 eps momentumDecay weightDecay",
                            "NAdamDozat: beta1 beta2 eps momentumDecay weightDecay",
                            "Asgd: lambd alpha t0 weightDecay",
                            "Rprop: etaMinus etaPlus stepMin stepMax",
                            "Lion: beta1 beta2 weightDecay",
                            "Lamb: beta1 beta2 eps weightDecay",
                            "Lars: rho trustCoefficient eps weightDecay")
                    .map(line -> line.split(": "))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    static List<String> names() {
        return StockOptimizers.names();
    }

    @Test
    void namesAreSortedAndComplete() {
        assertThat(names())
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(HYPERPARAMETERS.keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasTheHyperparametersOfItsForm(String name) {
        try (Run run = Run.of(StockOptimizers.builder(name), 1.0)) {
            assertThat(run.optimizer().ruleName()).isEqualTo(name);
            assertThat(run.optimizer().hyperparameterNames()).first().isEqualTo("lr");
            assertThat(run.optimizer().hyperparameterNames().stream().skip(1))
                    .containsExactly(HYPERPARAMETERS.get(name).split(" "));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void showsTheSourceOfItsRule(String name) {
        assertThat(StockOptimizers.ruleSource(name))
                .contains("@OptimizerRule", "@Update(", "interface " + name + "Rule {");
    }

    /** The catalogue among the documents shows each rule as it is declared. */
    @ParameterizedTest
    @MethodSource("names")
    void standsInTheCatalogue(String name) throws IOException {
        String catalogue = Files.readString(Path.of("..", "docs", "rules.md"));
        String heading = "\n### " + name + "\n";
        assertThat(catalogue).containsOnlyOnce(heading);
        String section = section(catalogue, heading);
        String source = StockOptimizers.ruleSource(name);
        String update = source.substring(source.indexOf("@Update"), source.indexOf("interface "));
        Matcher equation = Pattern.compile("\"([^\"]*)\"").matcher(update);
        assertThat(equation.results().map(result -> result.group(1)))
                .filteredOn(text -> !text.startsWith("optweave:"))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(section).contains("\n" + text + "\n"));
    }

    @Test
    void suggestsTheNearestName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StockOptimizers.builder("adamw"))
                .withMessageStartingWith(
                        "no stock optimizer `adamw`; did you mean `AdamW`? known:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StockOptimizers.ruleSource("Quux"))
                .withMessageStartingWith("no stock optimizer `Quux`; known: `AdaDelta`, ");
    }

    @ParameterizedTest
    @MethodSource("names")
    void staysFiniteWithoutGradients(String name) {
        Tensor tensor = Tensor.of("w", new double[] {1, 0, -1}, 3);
        Tensor zero = Tensor.of("zero", new double[2], 2);
        Tensor empty = Tensor.of("empty", new double[0], 0);
        Optimizer optimizer =
                StockOptimizers.builder(name).build(Parameters.of(tensor, zero, empty));
        for (int step = 0; step < 12; step++) {
            optimizer.step(() -> 0.0);
        }
        assertThat(tensor.doubleValues()).doesNotContain(Double.NaN);
        assertThat(Math.abs(tensor.doubleValues()[0])).isLessThanOrEqualTo(1);
        assertThat(zero.doubleValues()).containsOnly(0);
        optimizer.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aStepAllocatesNothing(String name) {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Tensor doubles = Tensor.of("doubles", new double[] {1, 0, -1}, 3);
        Tensor floats = Tensor.of("floats", new float[] {1, 0, -1, 2}, 2, 2);
        Optimizer optimizer = StockOptimizers.builder(name).build(Parameters.of(doubles, floats));
        long bytes = bytesOfAThousandSteps(meter, optimizer);
        // The virtual machine itself may allocate, when it loads a class or replaces compiled code.
        for (int again = 0; bytes > 0 && again < 3; again++) {
            bytes = bytesOfAThousandSteps(meter, optimizer);
        }
        assertThat(bytes).isZero();
        optimizer.close();
    }

    private static long bytesOfAThousandSteps(ThreadMXBean meter, Optimizer optimizer) {
        DoubleSupplier loss = () -> 0.0;
        long id = Thread.currentThread().getId();
        long before = meter.getThreadAllocatedBytes(id);
        for (int step = 0; step < 1_000; step++) {
            optimizer.step(loss);
        }
        return meter.getThreadAllocatedBytes(id) - before;
    }

    @ParameterizedTest
    @MethodSource("names")
    void descendsAQuadratic(String name) {
        double[] values = {1, -2, 3};
        double[] gradient = new double[3];
        Tensor tensor = Tensor.of("w", values, gradient, 3);
        Optimizer optimizer =
                StockOptimizers.builder(name)
                        .set("lr", name.equals("AdaDelta") || name.equals("Lars") ? 1 : 1e-2)
                        .build(Parameters.of(tensor));
        for (int step = 0; step < 200; step++) {
            optimizer.step(
                    () -> {
                        for (int i = 0; i < 3; i++) {
                            gradient[i] = values[i];
                        }
                        return 0.0;
                    });
        }
        double squares = values[0] * values[0] + values[1] * values[1] + values[2] * values[2];
        assertThat(squares).isLessThan(13.5);
        optimizer.close();
    }

    /** Look-ahead at the shifted point is Nesterov's other form: x = w + rho·s follows it. */
    @Test
    void lookaheadAndShiftedNesterovAreTheSameMethod() {
        double[] values = {1, -2};
        double[] gradient = new double[2];
        Tensor tensor = Tensor.of("w", values, gradient, 2);
        NesterovLookahead lookahead =
                NesterovLookahead.builder().lr(0.1).rho(0.9).build(Parameters.of(tensor));
        try (Run shifted = Run.of(Nesterov.builder().lr(0.1).rho(0.9), 1, -2)) {
            for (int step = 0; step < 20; step++) {
                lookahead.step(
                        () -> {
                            gradient[0] = values[0];
                            gradient[1] = 3 * values[1];
                            return 0.0;
                        });
                double[] x = shifted.values(0);
                shifted.step(new double[] {x[0], 3 * x[1]});
                for (int i = 0; i < 2; i++) {
                    assertThat(shifted.values(0)[i])
                            .isCloseTo(values[i] + 0.9 * lookahead.s().get(0, i), within(1e-12));
                }
            }
        }
        lookahead.close();
    }

    @Test
    void heavyBallIsMomentumAtAConstantRate() {
        try (Run inside = Run.of(HeavyBall.builder().lr(0.1).rho(0.9), 1, -2);
                Run outside = Run.of(Momentum.builder().lr(0.1).rho(0.9), 1, -2)) {
            for (int step = 0; step < 20; step++) {
                double[] gradient = {Math.sin(step), 0.5};
                inside.step(gradient);
                outside.step(gradient);
                assertThat(inside.error(outside.values(0))).isLessThan(1e-13);
            }
        }
    }

    @Test
    void emaMomentumMeansTheGradients() {
        try (Run run = Run.of(EmaMomentum.builder().lr(0.5).beta(0.75), 1)) {
            run.step(new double[] {1});
            run.step(new double[] {2});
            // m = 0.25, then 0.1875 + 0.5
            assertThat(run.values(0)[0]).isEqualTo(1 - 0.5 * (0.25 + 0.6875));
        }
    }

    @Test
    void adamWithoutCorrectionAndWithEpsilonInside() {
        try (Run uncorrected = Run.of(AdamUncorrected.builder().lr(1).eps(0.5), 0);
                Run inside = Run.of(AdamEpsInside.builder().lr(1).eps(5), 0);
                Run decoupled = Run.of(AdamWEpsInside.builder().lr(1).eps(5).weightDecay(0.5), 4)) {
            for (Run run : List.of(uncorrected, inside, decoupled)) {
                run.step(new double[] {2});
            }
            double root = Math.sqrt(4 * 0.001);
            assertThat(uncorrected.values(0)[0]).isCloseTo(-0.2 / (root + 0.5), within(1e-15));
            assertThat(inside.values(0)[0]).isCloseTo(-2 / 3.0, within(1e-15));
            assertThat(decoupled.values(0)[0]).isCloseTo(2 - 2 / 3.0, within(1e-15));
        }
    }

    @Test
    void asgdEvaluatesAtTheAverage() {
        Tensor tensor = Tensor.of("w", new double[] {1}, 1);
        Asgd optimizer = Asgd.builder().lr(0.5).lambd(0).t0(1).build(Parameters.of(tensor));
        double sum = 0;
        for (int step = 1; step <= 6; step++) {
            tensor.doubleGradient()[0] = 1;
            optimizer.step();
            // Up to t0 + 2 the average is the parameter itself; then the mean from there.
            sum = step <= 3 ? tensor.doubleValues()[0] : sum + tensor.doubleValues()[0];
        }
        double now = tensor.doubleValues()[0];
        try (Evaluation view = optimizer.evaluation()) {
            assertThat(view.parameters().tensor("w").doubleValues()[0])
                    .isCloseTo(sum / 4, within(1e-15));
        }
        assertThat(tensor.doubleValues()[0]).isEqualTo(now);
        optimizer.close();
    }

    @Test
    void centredRmsPropSurvivesAVarianceRoundedBelowZero() {
        try (Run run =
                new Run(
                        RmsPropCentered.builder().rho(0.5),
                        false,
                        new double[][] {{1}},
                        new int[][] {{1}})) {
            for (int step = 0; step < 200; step++) {
                run.step(new double[] {0.1});
                assertThat(run.values(0)[0]).isNotNaN();
            }
        }
    }

    private static String section(String catalogue, String heading) {
        String rest = catalogue.substring(catalogue.indexOf(heading) + heading.length());
        return rest.substring(0, rest.indexOf("\nDefaults:"));
    }
}
