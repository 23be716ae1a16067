package dev.optweave.benchmarks.libtorch;

import dev.optweave.benchmarks.step.Contestant;
import dev.optweave.benchmarks.step.StepTask;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;

/** A step of libtorch's fused operators, which take all tensors in one call. */
final class FusedStep implements Contestant {

    private static final IValue NONE = new IValue();
    private static final IValue FALSE = new IValue(false);

    private final Tensors tensors;
    private final List<Tensor> values;
    private final Runnable step;

    private FusedStep(Tensors tensors, List<Tensor> values, Runnable step) {
        this.tensors = tensors;
        this.values = values;
        this.step = step;
    }

    /** The least a caller can do: one operator, and a step number that all tensors share. */
    static FusedStep bare(StepTask task) {
        return of(task, Tensors.withoutAutograd(task), true);
    }

    /** The operators that {@code torch.optim} calls: each tensor has a step number of its own. */
    static FusedStep asTorchOptim(StepTask task) {
        return of(task, Tensors.withAutograd(task), false);
    }

    private static FusedStep of(StepTask task, Tensors tensors, boolean shared) {
        try {
            Arguments arguments = new Arguments(task, tensors, tensors.values());
            Supplier<Counter> counter =
                    () -> shared ? shared(task, tensors) : one(tensors.scalars(0));
            Runnable step =
                    switch (task.rule()) {
                        case "Adam" -> arguments.adam("aten::_fused_adam_", counter.get());
                        case "AdamW" -> arguments.adam("aten::_fused_adamw_", counter.get());
                        case "AdaGrad" -> arguments.adaGrad(counter.get());
                        case "Momentum" -> arguments.momentum();
                        case "Sgd" -> arguments.sgd();
                        default -> throw LibtorchStep.unknown(task.rule(), LibtorchStep.RULES);
                    };
            return new FusedStep(tensors, arguments.values(), step);
        } catch (RuntimeException | Error e) {
            tensors.close();
            throw e;
        }
    }

    /**
     * Step numbers as the operators take them, one scalar tensor for each parameter, which the
     * caller advances.
     */
    private record Counter(IValue list, Runnable advance) {}

    private static Counter shared(StepTask task, Tensors tensors) {
        Tensor number = Tensors.scalar(0);
        FloatPointer value = number.data_ptr_float();
        int count = task.workload().tensors().size();
        return new Counter(
                Tensors.list(java.util.Collections.nCopies(count, number)),
                () -> value.put(value.get() + 1));
    }

    private static Counter one(List<Tensor> numbers) {
        IValue list = Tensors.list(numbers);
        return new Counter(
                list, new OperatorCall("aten::_foreach_add_", "Scalar", list, new IValue(1L))::run);
    }

    private record Arguments(
            StepTask task, Tensors tensors, List<Tensor> values, IValue w, IValue g) {

        Arguments(StepTask task, Tensors tensors, List<Tensor> values) {
            this(task, tensors, values, Tensors.list(values), Tensors.list(tensors.gradients()));
        }

        private IValue value(String hyperparameter) {
            return new IValue(task.hyperparameter(hyperparameter));
        }

        private IValue zeros() {
            return Tensors.list(tensors.zeros());
        }

        Runnable adam(String operator, Counter counter) {
            OperatorCall update =
                    new OperatorCall(
                            operator,
                            "",
                            w,
                            g,
                            zeros(),
                            zeros(),
                            Tensors.list(List.of()), // the largest v, for AMSGrad
                            counter.list(),
                            value("lr"),
                            value("beta1"),
                            value("beta2"),
                            value("weightDecay"),
                            value("eps"),
                            FALSE, // amsgrad
                            FALSE, // maximize
                            NONE, // grad_scale
                            NONE); // found_inf
            return () -> {
                counter.advance().run();
                update.run();
            };
        }

        Runnable adaGrad(Counter counter) {
            requireZero("initialAccumulator");
            OperatorCall update =
                    new OperatorCall(
                            "aten::_fused_adagrad_",
                            "",
                            w,
                            g,
                            zeros(),
                            counter.list(),
                            value("lr"),
                            value("lrDecay"),
                            value("weightDecay"),
                            value("eps"),
                            FALSE, // maximize
                            NONE, // grad_scale
                            NONE); // found_inf
            return () -> {
                counter.advance().run();
                update.run();
            };
        }

        Runnable sgd() {
            IValue zero = new IValue(0.0);
            return sgd(Tensors.list(List.of()), zero, zero, true)::run;
        }

        Runnable momentum() {
            IValue buffers = zeros();
            OperatorCall first = sgd(buffers, value("rho"), value("dampening"), true);
            OperatorCall later = sgd(buffers, value("rho"), value("dampening"), false);
            return new Runnable() {
                private boolean started;

                @Override
                public void run() {
                    (started ? later : first).run();
                    started = true;
                }
            };
        }

        private OperatorCall sgd(
                IValue buffers, IValue momentum, IValue dampening, boolean isFirst) {
            return new OperatorCall(
                    "aten::_fused_sgd_",
                    "",
                    w,
                    g,
                    buffers,
                    value("weightDecay"),
                    momentum,
                    value("lr"),
                    dampening,
                    FALSE, // nesterov
                    FALSE, // maximize
                    new IValue(isFirst),
                    NONE, // grad_scale
                    NONE); // found_inf
        }

        private void requireZero(String hyperparameter) {
            if (task.hyperparameter(hyperparameter) != 0) {
                throw new IllegalArgumentException(
                        "libtorch's fused operator starts at 0, not at "
                                + hyperparameter
                                + " = "
                                + task.hyperparameter(hyperparameter));
            }
        }
    }

    @Override
    public void step() {
        step.run();
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
