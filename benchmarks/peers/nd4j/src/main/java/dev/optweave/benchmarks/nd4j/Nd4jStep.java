package dev.optweave.benchmarks.nd4j;

import dev.optweave.benchmarks.step.Contestant;
import dev.optweave.benchmarks.step.StepBenchmark;
import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.workload.Workload;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.impl.updaters.AdaGradUpdater;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.api.ops.impl.updaters.NesterovsUpdater;
import org.nd4j.linalg.api.ops.impl.updaters.RmsPropUpdater;
import org.nd4j.linalg.api.ops.impl.updaters.SgdUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A step of ND4J: the operation behind one of its updaters, which makes an update of the gradient,
 * and {@code subi}. The parameters of a network lie in one array there, so that the operation is
 * called once, however many tensors there are. The update has an array of its own: in the
 * gradient's place, as ND4J's updaters put it, it takes a little longer.
 */
@State(Scope.Benchmark)
public class Nd4jStep extends StepBenchmark {

    @Override
    protected Contestant contestant(StepTask task, String variant) {
        Nd4j.getEnvironment().setMaxMasterThreads(task.threads());
        Nd4j.getEnvironment().setMaxThreads(task.threads());
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(task.threads());
        Nd4j.factory().blas().setMaxThreads(task.threads());
        return new Steps(task);
    }

    /** What a step does to the arrays; {@code t} is 1 in the first. */
    private interface Update {
        void apply(Arrays arrays, int t);
    }

    /** All tensors, one after the other. */
    private record Arrays(INDArray w, INDArray g, INDArray update, INDArray m, INDArray v) {

        static Arrays of(int length) {
            return new Arrays(
                    Nd4j.create(DataType.FLOAT, length),
                    Nd4j.create(DataType.FLOAT, length),
                    Nd4j.create(DataType.FLOAT, length),
                    Nd4j.create(DataType.FLOAT, length),
                    Nd4j.create(DataType.FLOAT, length));
        }
    }

    private static Update update(StepTask task) {
        double lr = task.hyperparameter("lr");
        return switch (task.rule()) {
            case "Adam" -> adam(task, 0);
            case "AdamW" -> adam(task, task.hyperparameter("weightDecay"));
            case "Sgd" -> (a, t) -> run(new SgdUpdater(a.g(), a.update(), lr));
            case "AdaGrad" -> {
                double eps = task.hyperparameter("eps");
                yield (a, t) -> run(new AdaGradUpdater(a.g(), a.v(), a.update(), a.v(), lr, eps));
            }
            case "Nesterov" -> {
                double rho = task.hyperparameter("rho");
                yield (a, t) -> run(new NesterovsUpdater(a.g(), a.v(), a.update(), a.v(), lr, rho));
            }
            case "RmsProp" -> {
                double rho = task.hyperparameter("rho");
                double eps = task.hyperparameter("eps");
                yield (a, t) ->
                        run(new RmsPropUpdater(a.g(), a.v(), a.update(), a.v(), lr, rho, eps));
            }
            default -> throw new IllegalArgumentException("ND4J has no " + task.rule());
        };
    }

    /**
     * ND4J adds epsilon to a root that is not corrected for its bias; an epsilon with the same bias
     * makes its formula ours. The parameter loses its decay before the update is subtracted.
     */
    private static Update adam(StepTask task, double weightDecay) {
        double lr = task.hyperparameter("lr");
        double beta1 = task.hyperparameter("beta1");
        double beta2 = task.hyperparameter("beta2");
        double eps = task.hyperparameter("eps");
        return (a, t) -> {
            double biased = eps * Math.sqrt(1 - Math.pow(beta2, t));
            run(
                    new AdamUpdater(
                            a.g(),
                            a.v(),
                            a.m(),
                            a.update(),
                            a.v(),
                            a.m(),
                            lr,
                            beta1,
                            beta2,
                            biased,
                            t - 1));
            if (weightDecay != 0) {
                a.w().muli(1 - lr * weightDecay);
            }
        };
    }

    private static void run(CustomOp operation) {
        Nd4j.exec(operation);
    }

    private static final class Steps implements Contestant {

        private final Update update;
        private final Arrays arrays;
        private final int[] starts;
        private int t;

        Steps(StepTask task) {
            update = update(task);
            Workload workload = task.workload();
            starts = new int[workload.tensors().size() + 1];
            for (int i = 0; i + 1 < starts.length; i++) {
                starts[i + 1] = Math.addExact(starts[i], workload.tensors().get(i).length());
            }
            arrays = Arrays.of(starts[starts.length - 1]);
            for (int i = 0; i + 1 < starts.length; i++) {
                arrays.w().get(interval(i)).assign(Nd4j.createFromArray(workload.values(i)));
                arrays.g().get(interval(i)).assign(Nd4j.createFromArray(workload.gradient(i)));
            }
        }

        private INDArrayIndex interval(int tensor) {
            return NDArrayIndex.interval(starts[tensor], starts[tensor + 1]);
        }

        @Override
        public void step() {
            t++;
            update.apply(arrays, t);
            arrays.w().subi(arrays.update());
        }

        @Override
        public float[] parameter(int tensor) {
            return arrays.w().get(interval(tensor)).toFloatVector();
        }

        @Override
        public void close() {
            arrays.w().close();
            arrays.g().close();
            arrays.update().close();
            arrays.m().close();
            arrays.v().close();
        }
    }
}
