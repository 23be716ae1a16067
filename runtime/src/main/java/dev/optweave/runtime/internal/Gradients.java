package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.RuleKernel.BLOCK;

import dev.optweave.runtime.kernel.KernelLayout.Operator;
import java.util.ArrayList;
import java.util.List;

/** What happens to the gradients before the equations see them. */
final class Gradients {

    private final String rule;
    private final GradientSettings settings;
    private final TensorMemory[] tensors;
    private final double[][] blockSquares;
    private final double[] squares;
    private final Task[] accumulating;
    private final Task[] clamping;
    private final Task[] squaring;
    private boolean first;

    Gradients(String rule, GradientSettings settings, List<TensorMemory> tensors, int threads) {
        this.rule = rule;
        this.settings = settings;
        this.tensors = tensors.toArray(TensorMemory[]::new);
        boolean norms = settings.clipsNorm() || settings.clipsGlobalNorm();
        this.squares = new double[tensors.size()];
        this.blockSquares = new double[tensors.size()][];
        List<Task> sums = new ArrayList<>();
        List<Task> clamps = new ArrayList<>();
        List<Task> norming = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            TensorMemory tensor = tensors.get(i);
            int number = i;
            blockSquares[i] = new double[norms ? tensor.blocks() : 0];
            if (settings.accumulates()) {
                tensor.allocateSum();
            }
            Pieces.split(
                    tensor.length(),
                    threads,
                    (from, to) -> {
                        sums.add(memory -> tensor.accumulate(first, from, to));
                        clamps.add(memory -> clamp(tensor, from, to));
                        norming.add(memory -> square(number, from, to, memory.reduction()));
                    });
        }
        this.accumulating = sums.toArray(Task[]::new);
        this.clamping = clamps.toArray(Task[]::new);
        this.squaring = norming.toArray(Task[]::new);
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
    void accumulate(int number, Workers workers) {
        if (settings.accumulates()) {
            first = number == 0;
            workers.run(accumulating);
        }
    }

    /**
     * Clips, and shows the kernel what an update uses.
     *
     * @throws ArithmeticException if a norm is needed and not finite
     */
    void prepare(Workers workers) {
        double scale = (settings.maximize() ? -1.0 : 1.0) / settings.accumulate();
        for (TensorMemory tensor : tensors) {
            tensor.readSum(settings.accumulates());
            tensor.gradientScale(scale);
        }
        if (settings.clipsValue()) {
            workers.run(clamping);
        }
        if (settings.clipsNorm() || settings.clipsGlobalNorm()) {
            workers.run(squaring);
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

    private void square(int tensor, int from, int to, BlockReduction block) {
        for (int start = from; to - start > 0; ) {
            int end = to - start > BLOCK ? start + BLOCK : to;
            blockSquares[tensor][start / BLOCK] = block.squares(tensors[tensor], start, end);
            start = end;
        }
    }

    /** Limits the sum to as much as its mean is limited to. */
    private void clamp(TensorMemory tensor, int from, int to) {
        double limit = settings.clipValue() * settings.accumulate();
        if (tensor.isDouble()) {
            double[] g = tensor.doubleGradient();
            for (int i = from; i < to; i++) {
                g[i] = Math.max(-limit, Math.min(limit, g[i]));
            }
        } else {
            float[] g = tensor.floatGradient();
            float max = (float) limit;
            for (int i = from; i < to; i++) {
                g[i] = Math.max(-max, Math.min(max, g[i]));
            }
        }
    }
}
