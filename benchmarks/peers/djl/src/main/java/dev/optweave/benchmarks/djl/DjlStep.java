package dev.optweave.benchmarks.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import com.sun.jna.NativeLibrary;
import dev.optweave.benchmarks.step.Contestant;
import dev.optweave.benchmarks.step.StepBenchmark;
import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.workload.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A step of DJL: {@code Optimizer.update} of each parameter, on the PyTorch engine. Its natives
 * come from the class path.
 */
@State(Scope.Benchmark)
public class DjlStep extends StepBenchmark {

    /**
     * DJL adds epsilon to a root that is not corrected for its bias. With an epsilon this small it
     * does not matter where it stands.
     */
    private static final double TINY = 1e-30;

    @Override
    protected Contestant contestant(StepTask task, String variant) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.default_engine", "PyTorch");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(task.threads()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        keepFreedMemory();
        return new Steps(optimizer(task), task.workload());
    }

    /**
     * Takes back that PyTorch is to allocate on huge pages, where it gives them back to the system
     * each time: DJL's temporaries made its step three times as long.
     */
    private static void keepFreedMemory() {
        NativeLibrary.getInstance("c")
                .getFunction("setenv")
                .invokeInt(new Object[] {"THP_MEM_ALLOC_ENABLE", "0", 1});
    }

    @Override
    protected StepTask comparable(StepTask task) {
        if (!task.hyperparameters().containsKey("eps")) {
            return task;
        }
        Map<String, Double> changed = new LinkedHashMap<>(task.hyperparameters());
        changed.put("eps", TINY);
        return new StepTask(task.rule(), changed, task.workload(), task.threads());
    }

    private static Optimizer optimizer(StepTask task) {
        Tracker lr = Tracker.fixed(number(task, "lr"));
        return switch (task.rule()) {
            case "Adam" ->
                    Optimizer.adam()
                            .optLearningRateTracker(lr)
                            .optBeta1(number(task, "beta1"))
                            .optBeta2(number(task, "beta2"))
                            .optEpsilon(number(task, "eps"))
                            .optWeightDecays(number(task, "weightDecay"))
                            .build();
            case "AdamW" ->
                    Optimizer.adamW()
                            .optLearningRateTracker(lr)
                            .optBeta1(number(task, "beta1"))
                            .optBeta2(number(task, "beta2"))
                            .optEpsilon(number(task, "eps"))
                            .optWeightDecays(number(task, "weightDecay"))
                            .build();
            case "Sgd" ->
                    Optimizer.sgd()
                            .setLearningRateTracker(lr)
                            .optWeightDecays(number(task, "weightDecay"))
                            .build();
            case "HeavyBall" ->
                    Optimizer.sgd()
                            .setLearningRateTracker(lr)
                            .optMomentum(number(task, "rho"))
                            .build();
            default ->
                    throw new IllegalArgumentException(
                            "DJL has no " + task.rule() + " on its PyTorch engine");
        };
    }

    private static float number(StepTask task, String name) {
        return (float) task.hyperparameter(name);
    }

    private static final class Steps implements Contestant {

        private final Optimizer optimizer;
        private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        private final NDArray[] parameters;
        private final NDArray[] gradients;
        private final String[] names;

        Steps(Optimizer optimizer, Workload workload) {
            this.optimizer = optimizer;
            int count = workload.tensors().size();
            parameters = new NDArray[count];
            gradients = new NDArray[count];
            names = new String[count];
            for (int i = 0; i < count; i++) {
                parameters[i] = manager.create(workload.values(i));
                gradients[i] = manager.create(workload.gradient(i));
                names[i] = workload.tensors().get(i).name();
            }
        }

        @Override
        public void step() {
            for (int i = 0; i < parameters.length; i++) {
                optimizer.update(names[i], parameters[i], gradients[i]);
            }
        }

        @Override
        public float[] parameter(int tensor) {
            return parameters[tensor].toFloatArray();
        }

        /** The states belong to the parameters' manager. */
        @Override
        public void close() {
            manager.close();
        }
    }
}
