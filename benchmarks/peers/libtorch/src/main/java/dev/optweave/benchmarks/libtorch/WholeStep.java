package dev.optweave.benchmarks.libtorch;

import static dev.optweave.benchmarks.step.WholeStepBenchmark.AVERAGE_DECAY;
import static dev.optweave.benchmarks.step.WholeStepBenchmark.LOSS_SCALE;
import static dev.optweave.benchmarks.step.WholeStepBenchmark.MAX_NORM;

import dev.optweave.benchmarks.step.OurWholeStep;
import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.step.WholeContestant;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A whole step as a user of PyTorch writes it, compiled by TorchScript: between the calls that go
 * over all tensors there is a little arithmetic with single numbers.
 */
final class WholeStep implements WholeContestant {

    private static final String SOURCE =
            """
            def update(w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor],
                       numbers: List[Tensor], number: Tensor, lr: float, beta1: float, beta2: float,
                       decay: float, eps: float, scale: Optional[Tensor], found: Tensor):
                number.add_(1)
                torch.FUSED(w, g, m, v, [], numbers, lr=lr, beta1=beta1, beta2=beta2,
                            weight_decay=decay, eps=eps, amsgrad=False, maximize=False,
                            grad_scale=scale, found_inf=found)

            def usual(w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor],
                      averages: List[Tensor], numbers: List[Tensor], number: Tensor, scale: Tensor,
                      limit: float, weight: float, lr: float, beta1: float, beta2: float,
                      decay: float, eps: float):
                found = torch.zeros_like(scale)
                inverse = scale.double().reciprocal().float()
                torch._amp_foreach_non_finite_check_and_unscale_(g, found, inverse)
                norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g, 2)))
                torch._foreach_mul_(g, torch.clamp(limit / (norm + 1e-6), max=1.0))
                update(w, g, m, v, numbers, number, lr, beta1, beta2, decay, eps, None, found)
                torch._foreach_lerp_(averages, w, weight)
                torch._foreach_zero_(g)

            def folded(w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor],
                       averages: List[Tensor], numbers: List[Tensor], number: Tensor, scale: Tensor,
                       limit: float, weight: float, lr: float, beta1: float, beta2: float,
                       decay: float, eps: float):
                norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g, 2)))
                found = torch.logical_not(torch.isfinite(norm)).float()
                divisor = scale * torch.clamp((norm / scale + 1e-6) / limit, min=1.0)
                update(w, g, m, v, numbers, number, lr, beta1, beta2, decay, eps, divisor, found)
                torch._foreach_lerp_(averages, w, weight)
                torch._foreach_zero_(g)
            """;

    private final Tensors tensors;
    private final List<Tensor> values;
    private final List<Tensor> gradients;
    private final List<Tensor> averages;
    private final OperatorCall feed;
    private final CompilationUnit unit;
    private final Function function;
    private final IValueVector arguments;
    private final IValueVector stack;

    WholeStep(StepTask task, String variant) {
        tensors = Tensors.withoutAutograd(task);
        try {
            values = tensors.values();
            averages = tensors.values();
            gradients = tensors.zeros();
            IValue g = Tensors.list(gradients);
            feed = feed(task, g);
            unit = torch.compile(SOURCE.replace("FUSED", operator(task.rule())));
            function = unit.get_function(new QualifiedName(variant));
            arguments = arguments(task, g);
            stack = new IValueVector();
        } catch (RuntimeException | Error e) {
            tensors.close();
            throw e;
        }
    }

    private static String operator(String rule) {
        return switch (rule) {
            case "Adam" -> "_fused_adam_";
            case "AdamW" -> "_fused_adamw_";
            default -> throw LibtorchStep.unknown(rule, LibtorchWholeStep.RULES);
        };
    }

    private OperatorCall feed(StepTask task, IValue g) {
        List<float[]> scaled = OurWholeStep.scaledGradients(task.workload());
        List<Tensor> saved = tensors.zeros();
        for (int i = 0; i < saved.size(); i++) {
            Tensors.write(saved.get(i), scaled.get(i));
        }
        return new OperatorCall(
                "aten::_foreach_copy_", "", g, Tensors.list(saved), new IValue(false));
    }

    private IValueVector arguments(StepTask task, IValue g) {
        Tensor number = Tensors.scalar(0);
        return new IValueVector(
                Tensors.list(values),
                g,
                Tensors.list(tensors.zeros()),
                Tensors.list(tensors.zeros()),
                Tensors.list(averages),
                Tensors.list(Collections.nCopies(values.size(), number)),
                new IValue(number),
                new IValue(Tensors.scalar((float) LOSS_SCALE)),
                new IValue(MAX_NORM),
                new IValue(1 - AVERAGE_DECAY),
                new IValue(task.hyperparameter("lr")),
                new IValue(task.hyperparameter("beta1")),
                new IValue(task.hyperparameter("beta2")),
                new IValue(task.hyperparameter("weightDecay")),
                new IValue(task.hyperparameter("eps")));
    }

    @Override
    public void feed() {
        feed.run();
    }

    @Override
    public void step() {
        stack.put(arguments);
        function.run(stack);
    }

    @Override
    public float[] parameter(int tensor) {
        return Tensors.read(values.get(tensor));
    }

    @Override
    public float[] average(int tensor) {
        return Tensors.read(averages.get(tensor));
    }

    @Override
    public float[] gradient(int tensor) {
        return Tensors.read(gradients.get(tensor));
    }

    @Override
    public void close() {
        tensors.close();
    }
}
