package dev.optweave.benchmarks.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.benchmarks.workload.Workload;
import dev.optweave.optimizers.StockOptimizers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

public class StepBenchmarkTest {

    /** Steps as ours does, with one element moved by a little. */
    @State(Scope.Benchmark)
    public static class Shifted extends StepBenchmark {

        float shift;

        @Override
        protected Contestant contestant(StepTask task, String variant) {
            Contestant ours = OurStep.optimizer(task, "float");
            return new Contestant() {
                @Override
                public void step() {
                    ours.step();
                }

                @Override
                public float[] parameter(int tensor) {
                    float[] values = ours.parameter(tensor).clone();
                    if (tensor == 1) {
                        values[2] += shift;
                    }
                    return values;
                }

                @Override
                public void close() {
                    ours.close();
                }
            };
        }
    }

    private static Shifted shifted(float shift) {
        Shifted benchmark = new Shifted();
        benchmark.rule = "AdamW";
        benchmark.workload = "3x100";
        benchmark.threads = 1;
        benchmark.variant = "float";
        benchmark.shift = shift;
        return benchmark;
    }

    @Test
    void acceptsWhatComputesTheSame() {
        Shifted benchmark = shifted(0);
        assertThatCode(benchmark::start).doesNotThrowAnyException();
        assertThatCode(benchmark::step).doesNotThrowAnyException();
        benchmark.end();
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-4f, Float.NaN})
    void namesTensorElementAndBothValuesOfADifference(float shift) {
        assertThatThrownBy(shifted(shift)::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("something else than our AdamW: tensor `w1`, element 2 is ")
                .hasMessageContaining(" after 3 steps, ours is ");
    }

    @Test
    void aSubclassInAnotherModuleIsABenchmarkToJmh() throws IOException {
        try (InputStream list = getClass().getResourceAsStream("/META-INF/BenchmarkList")) {
            assertThat(list).isNotNull();
            assertThat(new String(list.readAllBytes(), StandardCharsets.UTF_8)).contains("Shifted");
        }
    }

    static Iterable<String> rules() {
        return StockOptimizers.names();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyStockRuleStepsInEveryVariant(String rule) throws Exception {
        StepTask task = StepTask.of(rule, Workload.of("2x300"), 1);
        for (String variant : OurStep.variants()) {
            try (Contestant ours = OurStep.optimizer(task, variant)) {
                float before = ours.parameter(1)[7];
                ours.step();
                ours.step();
                assertThat(ours.parameter(1)[7]).isNotEqualTo(before).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void packedTensorsComeToTheSameParameters(String rule) throws Exception {
        StepTask task = StepTask.of(rule, Workload.of("20x30"), 1);
        try (Contestant apart = OurStep.optimizer(task, "float");
                Contestant packed = OurStep.optimizer(task, OurStep.PACKED)) {
            apart.step();
            packed.step();
            assertThat(packed.parameter(7)).isEqualTo(apart.parameter(7)).hasSize(30);
        }
    }

    @Test
    void namesTheVariantsThereAre() {
        StepTask task = StepTask.of("Sgd", Workload.of("1x8"), 1);
        assertThatThrownBy(() -> OurStep.optimizer(task, "int4"))
                .hasMessage(
                        "there is no variant `int4`; allowed: [bfloat16, float, float16,"
                                + " int8-block]");
    }

    @Test
    void tasksHoldTheRulesDefaults() {
        StepTask task = StepTask.of("AdamW", Workload.of("1x8"), 2);
        assertThat(task.hyperparameter("beta2")).isEqualTo(0.999);
        assertThatThrownBy(() -> task.hyperparameter("betal"))
                .hasMessageContaining("AdamW has no hyperparameter `betal`, but [lr, beta1");
        assertThatThrownBy(() -> StepTask.of("AdamW", Workload.of("1x8"), 0))
                .hasMessage("threads: 0; allowed: 1 and above");
    }
}
