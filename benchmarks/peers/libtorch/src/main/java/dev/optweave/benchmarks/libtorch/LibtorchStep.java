package dev.optweave.benchmarks.libtorch;

import dev.optweave.benchmarks.step.Contestant;
import dev.optweave.benchmarks.step.StepBenchmark;
import dev.optweave.benchmarks.step.StepTask;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Libtorch's step. Variants: {@code fused} is one call of a fused operator, the least that a caller
 * can do; {@code optim} the calls of {@code torch.optim} with {@code fused=True}; {@code cpp} the
 * optimizer class of the C++ interface.
 */
@State(Scope.Benchmark)
public class LibtorchStep extends StepBenchmark {

    /** The rules there are, by our names. */
    static final List<String> RULES = List.of("AdaGrad", "Adam", "AdamW", "Momentum", "Sgd");

    /** The variants there are. */
    static final List<String> VARIANTS = List.of("fused", "optim", "cpp");

    @Override
    protected Contestant contestant(StepTask task, String variant) {
        return switch (variant) {
            case "fused" -> FusedStep.bare(task);
            case "optim" -> FusedStep.asTorchOptim(task);
            case "cpp" -> new CppStep(task);
            default ->
                    throw new IllegalArgumentException(
                            "libtorch has no variant `" + variant + "`; allowed: " + VARIANTS);
        };
    }

    static IllegalArgumentException unknown(String rule, List<String> known) {
        return new IllegalArgumentException(
                "libtorch is not measured with the rule " + rule + "; allowed: " + known);
    }
}
