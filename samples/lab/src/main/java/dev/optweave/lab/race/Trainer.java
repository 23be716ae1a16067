package dev.optweave.lab.race;

import dev.optweave.lab.data.Batch;
import dev.optweave.lab.data.Batches;
import dev.optweave.lab.execution.Running;
import dev.optweave.lab.problem.Problem;
import dev.optweave.lab.race.Result.Ending;
import dev.optweave.lab.race.Result.Point;
import dev.optweave.runtime.BFloat16;
import dev.optweave.runtime.Evaluation;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Trains one rule. */
final class Trainer implements AutoCloseable {

    private static final int MOST_POINTS = 600;

    private final Entry entry;
    private final RaceSettings settings;
    private final Problem problem;
    private final Batches batches;
    private final Running running;
    private final Optimizer optimizer;
    private final boolean needsClosure;
    private final Movement movement;
    private final StepTimes times = new StepTimes();
    private final List<Point> points = new ArrayList<>();

    Trainer(Entry entry, RaceSettings settings) {
        this.entry = entry;
        this.settings = settings;
        this.problem =
                settings.problem()
                        .create(settings.seed(), entry.storage().precision(settings.precision()));
        this.batches = new Batches(problem.examples(), settings.feeding().size(), settings.seed());
        this.running =
                entry.build(
                        problem.tensors(), settings, (long) settings.epochs() * batches.perEpoch());
        this.optimizer = running.optimizer();
        this.needsClosure = entry.rule().rule().gradientAt().isPresent();
        this.movement = new Movement(problem.tensors());
    }

    /**
     * Trains.
     *
     * @param progress is told of every measurement
     */
    Result train(BiConsumer<Entry, Point> progress) {
        int stride = (settings.epochs() + MOST_POINTS - 1) / MOST_POINTS;
        Ending ending = Ending.FINISHED;
        measure(0, progress);
        for (int epoch = 1; epoch <= settings.epochs() && ending == Ending.FINISHED; epoch++) {
            ending = epoch();
            if (epoch % stride == 0 || epoch == settings.epochs() || ending != Ending.FINISHED) {
                Point point = measure(epoch, progress);
                ending = Double.isFinite(point.loss()) ? ending : Ending.DIVERGED;
            }
        }
        return new Result(
                entry, points, times.count(), times.median(), optimizer.stateBytes(), ending);
    }

    @Override
    public void close() {
        running.close();
    }

    private Ending epoch() {
        for (Batch batch : batches) {
            if (times.count() >= settings.stopping().maxSteps()) {
                return Ending.MAX_STEPS;
            }
            if (settings.stopping().minStep() > 0) {
                movement.remember();
            }
            double loss = step(batch);
            if (!Double.isFinite(loss)) {
                return Ending.DIVERGED;
            }
            if (movement.isBelow(settings.stopping().minStep())) {
                return Ending.SMALL_STEP;
            }
        }
        return Ending.FINISHED;
    }

    /** The loss before the step. */
    private double step(Batch batch) {
        if (!needsClosure) {
            double loss = problem.backward(batch);
            long before = System.nanoTime();
            optimizer.step();
            times.add(System.nanoTime() - before);
            return loss;
        }
        long[] inside = new long[1];
        long before = System.nanoTime();
        double loss =
                optimizer.step(
                        () -> {
                            long entered = System.nanoTime();
                            double value = problem.backward(batch);
                            inside[0] += System.nanoTime() - entered;
                            return value;
                        });
        times.add(System.nanoTime() - before - inside[0]);
        return loss;
    }

    private Point measure(double epoch, BiConsumer<Entry, Point> progress) {
        Evaluation view = optimizer.evaluation();
        try {
            Point point = new Point(epoch, problem.loss(), problem.accuracy());
            points.add(point);
            progress.accept(entry, point);
            return point;
        } finally {
            view.close();
        }
    }

    /** How far a step moves the parameters. */
    private static final class Movement {

        private final List<Tensor> tensors;
        private final List<double[]> before = new ArrayList<>();

        Movement(List<Tensor> tensors) {
            this.tensors = tensors;
        }

        void remember() {
            before.clear();
            tensors.forEach(tensor -> before.add(values(tensor)));
        }

        boolean isBelow(double distance) {
            if (distance <= 0) {
                return false;
            }
            double sum = 0;
            for (int i = 0; i < tensors.size(); i++) {
                double[] now = values(tensors.get(i));
                for (int j = 0; j < now.length; j++) {
                    double moved = now[j] - before.get(i)[j];
                    sum += moved * moved;
                }
            }
            return Math.sqrt(sum) < distance;
        }

        private static double[] values(Tensor tensor) {
            if (tensor.isDouble()) {
                return tensor.doubleValues().clone();
            }
            double[] values = new double[tensor.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        tensor.isBFloat16()
                                ? BFloat16.toFloat(tensor.bfloat16Values()[i])
                                : tensor.floatValues()[i];
            }
            return values;
        }
    }
}
