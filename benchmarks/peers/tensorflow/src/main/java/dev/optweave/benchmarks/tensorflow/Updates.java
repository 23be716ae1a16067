package dev.optweave.benchmarks.tensorflow;

import dev.optweave.benchmarks.step.StepTask;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.AssignSubVariableOp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.train.ResourceApplyAdagrad;
import org.tensorflow.op.train.ResourceApplyAdam;
import org.tensorflow.op.train.ResourceApplyGradientDescent;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.op.train.ResourceApplyRmsProp;
import org.tensorflow.types.TFloat32;

/** The training operations of one rule. */
final class Updates {

    private final StepTask task;
    private final Ops tf;
    private final List<? extends Operand<TFloat32>> scalars;

    /**
     * @param scalars what {@link #scalars(int)} computes
     * @throws IllegalArgumentException if TensorFlow has no such rule
     */
    Updates(StepTask task, Ops tf, List<? extends Operand<TFloat32>> scalars) {
        this.task = task;
        this.tf = tf;
        this.scalars = scalars;
        states();
    }

    /** How many states the operation keeps. */
    int states() {
        return switch (task.rule()) {
            case "Adam", "AdamW", "RmsPropEpsInside" -> 2;
            case "AdaGrad", "Momentum", "Nesterov" -> 1;
            case "Sgd" -> 0;
            default ->
                    throw new IllegalArgumentException(
                            "TensorFlow has no training operation for " + task.rule());
        };
    }

    /** How many scalars change from step to step. */
    static int scalars(StepTask task) {
        return task.rule().startsWith("Adam") ? 3 : 0;
    }

    /**
     * The scalars of a step: powers of the decay rates, and epsilon. TensorFlow adds it to a root
     * that is not corrected for its bias; an epsilon with the same bias makes its formula ours.
     *
     * @param t 1 in the first
     */
    static double[] scalars(StepTask task, int t) {
        if (scalars(task) == 0) {
            return new double[0];
        }
        double beta1 = Math.pow(task.hyperparameter("beta1"), t);
        double beta2 = Math.pow(task.hyperparameter("beta2"), t);
        return new double[] {beta1, beta2, task.hyperparameter("eps") * Math.sqrt(1 - beta2)};
    }

    /** The update of a tensor. */
    Op of(Variables tensor) {
        Operand<TFloat32> lr = number("lr");
        Operand<TFloat32> g = tensor.gradient(tf);
        List<VarHandleOp> s = tensor.states();
        return switch (task.rule()) {
            case "Adam" -> adam(tf, tensor, g);
            case "AdamW" -> adam(tf.withControlDependencies(List.of(decay(tensor))), tensor, g);
            case "Sgd" -> ResourceApplyGradientDescent.create(tf.scope(), tensor.w(), lr, g);
            case "AdaGrad" ->
                    ResourceApplyAdagrad.create(
                            tf.scope(), tensor.w(), s.get(0), lr, number("eps"), g);
            case "RmsPropEpsInside" ->
                    ResourceApplyRmsProp.create(
                            tf.scope(),
                            tensor.w(),
                            s.get(0),
                            s.get(1),
                            lr,
                            number("rho"),
                            tf.constant(0f),
                            number("eps"),
                            g);
            default ->
                    ResourceApplyMomentum.create(
                            tf.scope(),
                            tensor.w(),
                            s.get(0),
                            lr,
                            g,
                            number("rho"),
                            ResourceApplyMomentum.useNesterov(task.rule().equals("Nesterov")));
        };
    }

    private Op adam(Ops after, Variables tensor, Operand<TFloat32> g) {
        return ResourceApplyAdam.create(
                after.scope(),
                tensor.w(),
                tensor.states().get(0),
                tensor.states().get(1),
                scalars.get(0),
                scalars.get(1),
                number("lr"),
                number("beta1"),
                number("beta2"),
                scalars.get(2),
                g);
    }

    /** There is no operation with decay in it: the parameter loses it before. */
    private Op decay(Variables tensor) {
        double share = task.hyperparameter("lr") * task.hyperparameter("weightDecay");
        return AssignSubVariableOp.create(
                tf.scope(),
                tensor.w(),
                tf.math.mul(tensor.parameter(tf), tf.constant((float) share)));
    }

    private Operand<TFloat32> number(String name) {
        return tf.constant((float) task.hyperparameter(name));
    }
}
