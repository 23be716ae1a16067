package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.KernelLayout.Operator;
import java.util.List;

/** What happens to the gradients before the equations see them. */
final class Gradients {

    private final String rule;
    private final GradientSettings settings;
    private final TensorMemory[] tensors;
    private final Execution execution;
    private final double[][] blockSquares;
    private final double[] squares;

    Gradients(
            String rule,
            GradientSettings settings,
            List<TensorMemory> tensors,
            Execution execution) {
        this.rule = rule;
        this.settings = settings;
        this.tensors = tensors.toArray(TensorMemory[]::new);
        this.execution = execution;
        boolean norms = settings.clipsNorm() || settings.clipsGlobalNorm();
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

    /** Shows the kernel the gradient as given, with no more than its sign changed. */
    void showGiven() {
        double sign = settings.maximize() ? -1 : 1;
        for (TensorMemory tensor : tensors) {
            tensor.readSum(false);
            tensor.gradientScale(sign);
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
     * Clips, and shows the kernel what an update uses.
     *
     * @throws ArithmeticException if a norm is needed and not finite
     */
    void prepare() {
        double scale = (settings.maximize() ? -1.0 : 1.0) / settings.accumulate();
        for (TensorMemory tensor : tensors) {
            tensor.readSum(settings.accumulates());
            tensor.gradientScale(scale);
        }
        if (settings.clipsValue()) {
            // The sum is limited to as much as its mean is.
            execution.clamp(settings.clipValue() * settings.accumulate());
        }
        if (settings.clipsNorm() || settings.clipsGlobalNorm()) {
            execution.square(blockSquares);
            clipNorms(scale);
        }
    }

    private void clipNorms(double scale) {
        for (int i = 0; i < tensors.length; i++) {
            squares[i] = Tree.reduce(Operator.SUM, blockSquares[i], tensors[i].blocks());
            double norm = Math.sqrt(squares[i]) * Math.abs(scale);
            if (!Double.isFinite(norm)) {
                throw notFinite("the norm of the gradient of tensor `" + tensors[i].name(), norm);
            }
            if (settings.clipsNorm() && norm > settings.clipNorm()) {
                double factor = settings.clipNorm() / norm;
                tensors[i].gradientScale(scale * factor);
                squares[i] *= factor * factor;
            }
        }
        if (settings.clipsGlobalNorm()) {
            double norm =
                    Math.sqrt(Tree.reduce(Operator.SUM, squares, squares.length)) * Math.abs(scale);
            if (!Double.isFinite(norm)) {
                throw notFinite("the norm of all gradients together `", norm);
            }
            if (norm > settings.clipGlobalNorm()) {
                double factor = settings.clipGlobalNorm() / norm;
                for (TensorMemory tensor : tensors) {
                    tensor.gradientScale(tensor.gradientScale() * factor);
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
                        + "` is "
                        + norm
                        + ", so it cannot be clipped; parameters and states are unchanged"
                        + dropped);
    }
}
