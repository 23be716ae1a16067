package dev.optweave.benchmarks.tribuo;

import dev.optweave.benchmarks.step.Contestant;
import dev.optweave.benchmarks.step.StepBenchmark;
import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.step.Values;
import dev.optweave.benchmarks.workload.Workload;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.RMSProp;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.math.optimisers.SGD.Momentum;

/**
 * A step of Tribuo: the optimizer makes updates of the gradients, in their place, and the
 * parameters add them. They are doubles, on one thread. Tribuo climbs, so that it is given the
 * gradient of what it is to climb.
 *
 * <p>Tribuo's {@code Adam} is left out: in 4.3.2 it multiplies the first moment by the root of the
 * second, where Adam divides.
 */
@State(Scope.Benchmark)
public class TribuoStep extends StepBenchmark {

    private @Nullable Steps steps;

    @Override
    protected Contestant contestant(StepTask task, String variant) {
        if (task.threads() != 1) {
            throw new IllegalArgumentException("Tribuo steps on one thread");
        }
        steps = new Steps(optimizer(task), task.workload());
        return steps;
    }

    /** What a backward pass does before each step; its time does not count. */
    @Setup(Level.Invocation)
    public void fillGradients() {
        steps.fillGradients();
    }

    private static StochasticGradientOptimiser optimizer(StepTask task) {
        double lr = task.hyperparameter("lr");
        return switch (task.rule()) {
            case "AdaGrad" ->
                    new AdaGrad(
                            lr,
                            task.hyperparameter("eps"),
                            task.hyperparameter("initialAccumulator"));
            case "RmsProp" ->
                    new RMSProp(lr, task.hyperparameter("rho"), task.hyperparameter("eps"), 0);
            case "Sgd" -> SGD.getSimpleSGD(lr);
            case "Momentum" -> SGD.getSimpleSGD(lr, task.hyperparameter("rho"), Momentum.STANDARD);
            case "Nesterov" -> SGD.getSimpleSGD(lr, task.hyperparameter("rho"), Momentum.NESTEROV);
            default -> throw new IllegalArgumentException("Tribuo has no " + task.rule());
        };
    }

    private static final class Steps implements Contestant {

        private final StochasticGradientOptimiser optimizer;
        private final Vectors parameters;
        private final double[][] gradients;
        private final Tensor[] updates;
        private boolean filled;

        Steps(StochasticGradientOptimiser optimizer, Workload workload) {
            this.optimizer = optimizer;
            int count = workload.tensors().size();
            Tensor[] values = new Tensor[count];
            gradients = new double[count][];
            updates = new Tensor[count];
            for (int i = 0; i < count; i++) {
                values[i] = DenseVector.createDenseVector(Values.widened(workload.values(i)));
                gradients[i] = Values.widened(workload.gradient(i));
                for (int k = 0; k < gradients[i].length; k++) {
                    gradients[i][k] = -gradients[i][k];
                }
                updates[i] = new DenseVector(gradients[i].length);
            }
            parameters = new Vectors(values);
            optimizer.initialise(parameters);
        }

        void fillGradients() {
            for (int i = 0; i < updates.length; i++) {
                double[] gradient = gradients[i];
                DenseVector update = (DenseVector) updates[i];
                for (int k = 0; k < gradient.length; k++) {
                    update.set(k, gradient[k]);
                }
            }
            filled = true;
        }

        @Override
        public void step() {
            if (!filled) {
                fillGradients();
            }
            filled = false;
            parameters.update(optimizer.step(updates, 1));
        }

        @Override
        public float[] parameter(int tensor) {
            return Values.narrowed(((DenseVector) parameters.get()[tensor]).toArray());
        }

        @Override
        public void close() {
            optimizer.reset();
        }
    }
}
