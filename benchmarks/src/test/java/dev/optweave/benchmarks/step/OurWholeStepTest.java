package dev.optweave.benchmarks.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.optweave.benchmarks.workload.Workload;
import org.junit.jupiter.api.Test;

class OurWholeStepTest {

    private static final Workload WORKLOAD = Workload.of("3x100000");

    @Test
    void doesWhatTheEquationsOfEachPartSay() {
        try (WholeContestant ours =
                OurWholeStep.optimizer(StepTask.of("AdamW", WORKLOAD, 2), "float")) {
            double norm = norm();
            assertThat(norm).isGreaterThan(WholeStepBenchmark.MAX_NORM);
            for (int step = 0; step < 3; step++) {
                ours.feed();
                ours.step();
            }
            for (int tensor = 0; tensor < 3; tensor++) {
                float[] values = WORKLOAD.values(tensor);
                float[] gradient = WORKLOAD.gradient(tensor);
                for (int i = 0; i < values.length; i += 97) {
                    double[] expected = threeSteps(values[i], gradient[i] / norm);
                    assertThat(ours.parameter(tensor)[i])
                            .isCloseTo((float) expected[0], within(1e-6f));
                }
                float[] averages = ours.average(tensor);
                for (int i = 0; i < values.length; i += 97) {
                    double[] expected = threeSteps(values[i], gradient[i] / norm);
                    assertThat(averages[i]).isCloseTo((float) expected[1], within(1e-6f));
                }
                assertThat(ours.gradient(tensor)).containsOnly(0f);
            }
        }
    }

    @Test
    void feedsTheGradientsMultipliedByTheLossScale() {
        try (WholeContestant ours =
                OurWholeStep.optimizer(StepTask.of("AdamW", WORKLOAD, 1), "float")) {
            ours.feed();
            assertThat(ours.gradient(1)[5] / WholeStepBenchmark.LOSS_SCALE)
                    .isEqualTo(WORKLOAD.gradient(1)[5]);
        }
    }

    private static double norm() {
        double sum = 0;
        for (int tensor = 0; tensor < WORKLOAD.tensors().size(); tensor++) {
            for (float g : WORKLOAD.gradient(tensor)) {
                sum += (double) g * g;
            }
        }
        return Math.sqrt(sum);
    }

    /** The parameter and its average after three steps of AdamW with its defaults. */
    private static double[] threeSteps(double w, double g) {
        double average = w;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 3; t++) {
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            w -= 1e-3 * 1e-2 * w;
            double hatM = m / (1 - Math.pow(0.9, t));
            double hatV = v / (1 - Math.pow(0.999, t));
            w -= 1e-3 * hatM / (Math.sqrt(hatV) + 1e-8);
            average += (1 - WholeStepBenchmark.AVERAGE_DECAY) * (w - average);
        }
        return new double[] {w, average};
    }
}
