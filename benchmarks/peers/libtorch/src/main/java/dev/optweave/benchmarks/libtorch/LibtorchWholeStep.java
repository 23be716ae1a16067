package dev.optweave.benchmarks.libtorch;

import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.step.WholeContestant;
import dev.optweave.benchmarks.step.WholeStepBenchmark;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Libtorch's whole step, of its own fused calls. Variants: {@code usual} is what {@code
 * GradScaler.unscale_}, {@code clip_grad_norm_}, the fused optimizer, the averaging of {@code
 * swa_utils} and {@code zero_grad(set_to_none=False)} do; {@code folded} leaves unscaling and
 * clipping to the optimizer's {@code grad_scale}, which saves two passes over the gradients.
 */
@State(Scope.Benchmark)
public class LibtorchWholeStep extends WholeStepBenchmark {

    /** The rules there are, by our names. */
    static final List<String> RULES = List.of("Adam", "AdamW");

    /** The variants there are. */
    static final List<String> VARIANTS = List.of("folded", "usual");

    @Override
    protected WholeContestant contestant(StepTask task, String variant) {
        if (!VARIANTS.contains(variant)) {
            throw new IllegalArgumentException(
                    "libtorch has no variant `" + variant + "`; allowed: " + VARIANTS);
        }
        return new WholeStep(task, variant);
    }
}
