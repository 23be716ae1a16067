package dev.optweave.lab.problem;

import dev.optweave.lab.data.Batch;
import dev.optweave.runtime.Tensor;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Rosenbrock's valley, {@code (1 - x)² + 100 (y - x²)²}, from its customary start (-1.2, 1). The
 * minimum, 0, lies at (1, 1), at the end of a long, curved valley.
 */
public final class Rosenbrock implements Problem {

    private static final double STEEPNESS = 100;

    private final Weights point;

    /** Starts at (-1.2, 1). */
    public Rosenbrock(Precision precision) {
        this.point = Weights.of(precision, "xy", new double[] {-1.2, 1}, 2);
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(point.tensor());
    }

    @Override
    public int examples() {
        return 1;
    }

    @Override
    public double backward(Batch batch) {
        double[] xy = point.load();
        double[] gradient = point.clearGradient();
        double rise = xy[1] - xy[0] * xy[0];
        gradient[0] = -2 * (1 - xy[0]) - 4 * STEEPNESS * xy[0] * rise;
        gradient[1] = 2 * STEEPNESS * rise;
        point.storeGradient(1);
        return loss();
    }

    @Override
    public double loss() {
        double[] xy = point.load();
        double rise = xy[1] - xy[0] * xy[0];
        return (1 - xy[0]) * (1 - xy[0]) + STEEPNESS * rise * rise;
    }

    @Override
    public OptionalDouble accuracy() {
        return OptionalDouble.empty();
    }
}
