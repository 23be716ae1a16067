package dev.optweave.benchmarks.plain;

import dev.optweave.benchmarks.step.Contestant;
import dev.optweave.benchmarks.step.StepBenchmark;
import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.workload.Workload;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Plain Java with a loop for each equation of the rule, as one writes it without a generator. */
@State(Scope.Benchmark)
public class UnfusedStep extends StepBenchmark {

    @Override
    protected Contestant contestant(StepTask task, String variant) {
        return new Loops(task);
    }

    /** What a rule does to some elements of a tensor. */
    private interface Equations {
        void apply(Tensor tensor, int from, int to, int step);
    }

    /** A tensor's arrays; states that the rule has not are empty. */
    private record Tensor(float[] w, float[] g, float[] m, float[] v) {}

    private static final class Loops implements Contestant {

        private final Equations equations;
        private final Tensor[] tensors;
        private final List<List<Range>> shares;
        private final Team team;
        private int steps;

        Loops(StepTask task) {
            equations = equations(task);
            Workload workload = task.workload();
            tensors = new Tensor[workload.tensors().size()];
            int states = states(task.rule());
            for (int i = 0; i < tensors.length; i++) {
                int length = workload.tensors().get(i).length();
                tensors[i] =
                        new Tensor(
                                workload.values(i),
                                workload.gradient(i),
                                new float[states > 0 ? length : 0],
                                new float[states > 1 ? length : 0]);
            }
            shares = Range.shares(workload, task.threads());
            team = new Team(task.threads());
        }

        @Override
        public void step() {
            steps++;
            team.run(this::share);
        }

        private void share(int share) {
            for (Range range : shares.get(share)) {
                equations.apply(tensors[range.tensor()], range.from(), range.to(), steps);
            }
        }

        @Override
        public float[] parameter(int tensor) {
            return tensors[tensor].w();
        }

        @Override
        public void close() {
            team.close();
        }
    }

    private static int states(String rule) {
        return switch (rule) {
            case "AdamW" -> 2;
            case "AdaGrad" -> 1;
            default -> 0;
        };
    }

    private static Equations equations(StepTask task) {
        return switch (task.rule()) {
            case "AdamW" -> adamW(task);
            case "AdaGrad" -> adaGrad(task);
            case "Sgd" -> sgd(task);
            default ->
                    throw new IllegalArgumentException(
                            "no loops for " + task.rule() + ", only for AdaGrad, AdamW and Sgd");
        };
    }

    private static Equations adamW(StepTask task) {
        double lr = task.hyperparameter("lr");
        double beta1 = task.hyperparameter("beta1");
        double beta2 = task.hyperparameter("beta2");
        float eps = (float) task.hyperparameter("eps");
        float keep = (float) (1 - lr * task.hyperparameter("weightDecay"));
        return (tensor, from, to, step) -> {
            scale(tensor.w(), keep, from, to);
            average(tensor.m(), tensor.g(), beta1, from, to);
            averageOfSquares(tensor.v(), tensor.g(), beta2, from, to);
            float rate = (float) (lr / (1 - Math.pow(beta1, step)));
            float correction = (float) (1 / (1 - Math.pow(beta2, step)));
            descend(tensor, new Descent(rate, correction, eps), from, to);
        };
    }

    private static Equations adaGrad(StepTask task) {
        double lr = task.hyperparameter("lr");
        double lrDecay = task.hyperparameter("lrDecay");
        float eps = (float) task.hyperparameter("eps");
        return (tensor, from, to, step) -> {
            addSquares(tensor.m(), tensor.g(), from, to);
            float rate = (float) (lr / (1 + (step - 1) * lrDecay));
            divide(tensor, rate, eps, from, to);
        };
    }

    private static Equations sgd(StepTask task) {
        float lr = (float) task.hyperparameter("lr");
        return (tensor, from, to, step) -> subtract(tensor.w(), tensor.g(), lr, from, to);
    }

    /** The scalars of AdamW's last equation. */
    private record Descent(float rate, float correction, float eps) {}

    private static void scale(float[] w, float keep, int from, int to) {
        for (int i = from; i < to; i++) {
            w[i] *= keep;
        }
    }

    private static void average(float[] m, float[] g, double beta, int from, int to) {
        float share = (float) beta;
        float rest = (float) (1 - beta);
        for (int i = from; i < to; i++) {
            m[i] = share * m[i] + rest * g[i];
        }
    }

    private static void averageOfSquares(float[] v, float[] g, double beta, int from, int to) {
        float share = (float) beta;
        float rest = (float) (1 - beta);
        for (int i = from; i < to; i++) {
            v[i] = share * v[i] + rest * (g[i] * g[i]);
        }
    }

    private static void descend(Tensor tensor, Descent descent, int from, int to) {
        float[] w = tensor.w();
        float[] m = tensor.m();
        float[] v = tensor.v();
        float rate = descent.rate();
        float correction = descent.correction();
        float eps = descent.eps();
        for (int i = from; i < to; i++) {
            w[i] -= rate * m[i] / ((float) Math.sqrt(correction * v[i]) + eps);
        }
    }

    private static void addSquares(float[] s, float[] g, int from, int to) {
        for (int i = from; i < to; i++) {
            s[i] += g[i] * g[i];
        }
    }

    private static void divide(Tensor tensor, float rate, float eps, int from, int to) {
        float[] w = tensor.w();
        float[] g = tensor.g();
        float[] s = tensor.m();
        for (int i = from; i < to; i++) {
            w[i] -= rate * g[i] / ((float) Math.sqrt(s[i]) + eps);
        }
    }

    private static void subtract(float[] w, float[] g, float lr, int from, int to) {
        for (int i = from; i < to; i++) {
            w[i] -= lr * g[i];
        }
    }
}
