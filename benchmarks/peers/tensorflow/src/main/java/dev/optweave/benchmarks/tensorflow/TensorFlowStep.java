package dev.optweave.benchmarks.tensorflow;

import dev.optweave.benchmarks.step.Contestant;
import dev.optweave.benchmarks.step.StepBenchmark;
import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.workload.Workload;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.tensorflow.proto.ConfigProto;

/**
 * A step of TensorFlow: one run of a graph that holds a training operation for each parameter,
 * which took less time than the same operations called one by one. Gradients are variables, which
 * the operations read where they are.
 */
@State(Scope.Benchmark)
public class TensorFlowStep extends StepBenchmark {

    /** Tensors shorter than this on average are stepped several at a time instead of in pieces. */
    private static final long SHORT = 1 << 16;

    @Override
    protected Contestant contestant(StepTask task, String variant) {
        return new GraphSteps(task, threads(task));
    }

    private static ConfigProto threads(StepTask task) {
        Workload workload = task.workload();
        boolean manyShort = workload.elements() < SHORT * workload.tensors().size();
        boolean one = workload.tensors().size() == 1;
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(manyShort && !one ? 1 : task.threads())
                .setInterOpParallelismThreads(manyShort && !one ? task.threads() : 1)
                .build();
    }
}
