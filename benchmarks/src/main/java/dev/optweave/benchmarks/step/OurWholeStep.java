package dev.optweave.benchmarks.step;

import dev.optweave.Slot;
import dev.optweave.benchmarks.workload.Workload;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Our whole step, one pass for the norm and one for all the rest. Variants as {@link OurStep}'s.
 */
@State(Scope.Benchmark)
public class OurWholeStep extends WholeStepBenchmark {

    @Override
    protected WholeContestant contestant(StepTask task, String variant) {
        return optimizer(task, variant);
    }

    /** There is nothing to check ours against, and a check would only warm it up. */
    @Override
    protected boolean isChecked() {
        return false;
    }

    /**
     * Our optimizer as a contestant.
     *
     * @throws IllegalArgumentException if there is no such rule or variant
     */
    public static WholeContestant optimizer(StepTask task, String variant) {
        Optimizer optimizer =
                OurStep.builder(task, variant)
                        .lossScale(LOSS_SCALE)
                        .skipNonFinite()
                        .clipByGlobalNorm(MAX_NORM)
                        .parameterEma(AVERAGE_DECAY)
                        .zeroGradients()
                        .build(OurStep.parameters(task.workload(), variant));
        return new Ours(optimizer, scaledGradients(task.workload()));
    }

    /** The workload's gradients, multiplied by the loss scale, which is exact. */
    public static List<float[]> scaledGradients(Workload workload) {
        List<float[]> all = new ArrayList<>();
        for (int tensor = 0; tensor < workload.tensors().size(); tensor++) {
            float[] gradient = workload.gradient(tensor);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= (float) LOSS_SCALE;
            }
            all.add(gradient);
        }
        return all;
    }

    private record Ours(Optimizer optimizer, List<float[]> gradients) implements WholeContestant {

        @Override
        public void feed() {
            for (int tensor = 0; tensor < gradients.size(); tensor++) {
                float[] from = gradients.get(tensor);
                Tensor to = optimizer.parameters().tensors().get(tensor);
                System.arraycopy(from, 0, to.floatGradient(), to.start(), from.length);
            }
        }

        @Override
        public void step() {
            optimizer.step();
        }

        @Override
        public float[] parameter(int tensor) {
            Tensor of = optimizer.parameters().tensors().get(tensor);
            return Values.part(of.floatValues(), of);
        }

        @Override
        public float[] gradient(int tensor) {
            Tensor of = optimizer.parameters().tensors().get(tensor);
            return Values.part(of.floatGradient(), of);
        }

        @Override
        public float[] average(int tensor) {
            Slot averages = optimizer.parameterEma();
            float[] values = new float[averages.length(tensor)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) averages.get(tensor, i);
            }
            return values;
        }

        @Override
        public void close() {
            optimizer.close();
        }
    }
}
