package dev.optweave.benchmarks.libtorch;

import dev.optweave.benchmarks.step.Contestant;
import dev.optweave.benchmarks.step.StepTask;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adagrad;
import org.bytedeco.pytorch.AdagradOptions;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** A step of the optimizer classes in libtorch's C++ interface, one operation after another. */
final class CppStep implements Contestant {

    private final Tensors tensors;
    private final List<Tensor> values;
    private final Optimizer optimizer;

    CppStep(StepTask task) {
        tensors = Tensors.withAutograd(task);
        try {
            values = tensors.values();
            List<Tensor> gradients = tensors.gradients();
            for (int i = 0; i < values.size(); i++) {
                values.get(i).set_requires_grad(true);
                values.get(i).mutable_grad().put(gradients.get(i));
            }
            optimizer = optimizer(task, new TensorVector(values.toArray(Tensor[]::new)));
        } catch (RuntimeException | Error e) {
            tensors.close();
            throw e;
        }
    }

    private static Optimizer optimizer(StepTask task, TensorVector parameters) {
        double lr = task.hyperparameter("lr");
        return switch (task.rule()) {
            case "Adam" -> {
                requireUsualDecay(task);
                AdamOptions options = new AdamOptions(lr);
                options.eps().put(task.hyperparameter("eps"));
                options.weight_decay().put(task.hyperparameter("weightDecay"));
                yield new Adam(parameters, options);
            }
            case "AdamW" -> {
                requireUsualDecay(task);
                AdamWOptions options = new AdamWOptions(lr);
                options.eps().put(task.hyperparameter("eps"));
                options.weight_decay().put(task.hyperparameter("weightDecay"));
                yield new AdamW(parameters, options);
            }
            case "AdaGrad" -> {
                AdagradOptions options = new AdagradOptions(lr);
                options.eps().put(task.hyperparameter("eps"));
                options.lr_decay().put(task.hyperparameter("lrDecay"));
                options.weight_decay().put(task.hyperparameter("weightDecay"));
                options.initial_accumulator_value().put(task.hyperparameter("initialAccumulator"));
                yield new Adagrad(parameters, options);
            }
            case "Momentum" -> {
                SGDOptions options = new SGDOptions(lr);
                options.momentum().put(task.hyperparameter("rho"));
                options.dampening().put(task.hyperparameter("dampening"));
                options.weight_decay().put(task.hyperparameter("weightDecay"));
                yield new SGD(parameters, options);
            }
            case "Sgd" -> {
                SGDOptions options = new SGDOptions(lr);
                options.weight_decay().put(task.hyperparameter("weightDecay"));
                yield new SGD(parameters, options);
            }
            default -> throw LibtorchStep.unknown(task.rule(), LibtorchStep.RULES);
        };
    }

    /** Both decay rates are a C++ tuple, which has no defined layout; so they stay as they are. */
    private static void requireUsualDecay(StepTask task) {
        double beta1 = task.hyperparameter("beta1");
        double beta2 = task.hyperparameter("beta2");
        if (beta1 != 0.9 || beta2 != 0.999) {
            throw new IllegalArgumentException(
                    "libtorch's C++ optimizer is measured with decay rates 0.9 and 0.999, not "
                            + beta1
                            + " and "
                            + beta2);
        }
    }

    @Override
    @SuppressWarnings("try") // the scope is not read: it frees the loss that a step returns
    public void step() {
        try (PointerScope results = new PointerScope()) {
            optimizer.step();
        }
    }

    @Override
    public float[] parameter(int tensor) {
        return Tensors.read(values.get(tensor));
    }

    @Override
    public void close() {
        tensors.close();
    }
}
