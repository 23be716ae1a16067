package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.KernelLayout.Operator;
import java.util.List;

/** What happens to the gradients before the equations see them. */
final class Gradients {

    private final String rule;
    private final GradientSettings settings;
    private final GroupMemory[] groups;
    private final TensorMemory[] tensors;
    private final Execution execution;
    private final double[][] blockSquares;
    private final double[] squares;
    private double lossScale;

    Gradients(
            String rule,
            GradientSettings settings,
            List<TensorMemory> tensors,
            Execution execution) {
        this.rule = rule;
        this.settings = settings;
        this.tensors = tensors.toArray(TensorMemory[]::new);
        this.groups =
                tensors.stream().map(TensorMemory::group).distinct().toArray(GroupMemory[]::new);
        this.execution = execution;
        this.lossScale = settings.lossScale();
        boolean norms = settings.clipsAnyNorm() || settings.skipsNonFinite();
        this.squares = new double[tensors.size()];
        this.blockSquares = new double[tensors.size()][];
        for (int i = 0; i < tensors.size(); i++) {
            blockSquares[i] = new double[norms ? tensors.get(i).blocks() : 0];
        }
        if (settings.accumulates()) {
            execution.allocateSums();
        }
        if (norms) {
            execution.allocateSquares();
        }
    }

    /** How many gradients are averaged for one update. */
    int perUpdate() {
        return settings.accumulate();
    }

    /** What the gradients are divided by. */
    double lossScale() {
        return lossScale;
    }

    void lossScale(double scale) {
        lossScale = scale;
    }

    /** Shows the kernel the gradient as given, unscaled and with its sign changed, if need be. */
    void showGiven() {
        show(false, sign() / lossScale);
    }

    private double sign() {
        return settings.maximize() ? -1.0 : 1.0;
    }

    private void show(boolean sum, double scale) {
        for (GroupMemory group : groups) {
            group.show(sum, scale);
        }
        if (settings.clipsNorm()) {
            for (TensorMemory tensor : tensors) {
                tensor.clip(1);
            }
        }
    }

    /**
     * Adds the given gradient to the sum, if gradients are accumulated.
     *
     * @param number how many the sum has already
     */
    void accumulate(int number) {
        if (settings.accumulates()) {
            execution.accumulate(number == 0);
        }
    }

    /**
     * Clips, and shows the kernel what an update uses. One reading of the gradients tells both
     * their norms and whether they are finite, unless they are clipped by value in between, which
     * would make infinities finite.
     *
     * @return whether there is to be an update; not if gradients that are not finite are skipped
     * @throws ArithmeticException if a norm is needed and not finite
     */
    boolean prepare() {
        // The sum, of scaled gradients, is limited to as much as its mean is, unscaled.
        double divisor = settings.accumulate() * lossScale;
        double scale = sign() / divisor;
        show(settings.accumulates(), scale);
        boolean squared = settings.skipsNonFinite();
        if (squared) {
            sumSquares();
            if (!Double.isFinite(Tree.reduce(Operator.SUM, squares, squares.length))) {
                return false;
            }
        }
        if (settings.clipsValue()) {
            execution.clamp(settings.clipping().value() * divisor);
            squared = false;
        }
        if (settings.clipsAnyNorm()) {
            if (!squared) {
                sumSquares();
            }
            clipNorms(scale);
        }
        return true;
    }

    private void sumSquares() {
        execution.square(blockSquares);
        for (int i = 0; i < tensors.length; i++) {
            squares[i] = Tree.reduce(Operator.SUM, blockSquares[i], tensors[i].blocks());
        }
    }

    private void clipNorms(double scale) {
        for (int i = 0; i < tensors.length; i++) {
            double norm = Math.sqrt(squares[i]) * Math.abs(scale);
            if (!Double.isFinite(norm)) {
                throw notFinite(
                        "the norm of the gradient of tensor `" + tensors[i].name() + "`", norm);
            }
            if (settings.clipsNorm() && norm > settings.clipping().norm()) {
                double factor = settings.clipping().norm() / norm;
                tensors[i].clip(factor);
                squares[i] *= factor * factor;
            }
        }
        if (settings.clipsGlobalNorm()) {
            double norm =
                    Math.sqrt(Tree.reduce(Operator.SUM, squares, squares.length)) * Math.abs(scale);
            if (!Double.isFinite(norm)) {
                throw notFinite("the norm of all gradients together", norm);
            }
            if (norm > settings.clipping().globalNorm()) {
                double factor = settings.clipping().globalNorm() / norm;
                for (GroupMemory group : groups) {
                    group.clip(factor);
                }
            }
        }
    }

    private ArithmeticException notFinite(String what, double norm) {
        String dropped =
                settings.accumulates() ? "; the gradients accumulated so far are dropped" : "";
        return new ArithmeticException(
                rule
                        + ": "
                        + what
                        + " is "
                        + norm
                        + ", so it cannot be clipped; parameters and states are unchanged;"
                        + " call skipNonFinite() on the builder to leave such updates out"
                        + dropped);
    }
}
