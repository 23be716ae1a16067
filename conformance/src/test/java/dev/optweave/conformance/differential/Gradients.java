package dev.optweave.conformance.differential;

import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.reference.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What happens to gradients before the equations see them.
 *
 * @param accumulate how many equal gradients are added up and averaged for a step
 * @param lossScale what they are divided by
 * @param skips whether steps with gradients that are not finite are skipped
 */
record Gradients(boolean maximize, int accumulate, Clips clips, double lossScale, boolean skips) {

    /** Gradients that are used as they are. */
    static final Gradients PLAIN = new Gradients(false, 1, Clips.NONE);

    Gradients(boolean maximize, int accumulate, Clips clips) {
        this(maximize, accumulate, clips, 1, false);
    }

    Gradients withLossScale(double scale, boolean skipping) {
        return new Gradients(maximize, accumulate, clips, scale, skipping);
    }

    /** Limits of elements, of each tensor's norm and of the norm of all; infinite where none. */
    record Clips(double value, double norm, double globalNorm) {

        static final Clips NONE = new Clips(INFINITE, INFINITE, INFINITE);

        boolean clipsValue() {
            return value < INFINITE;
        }

        boolean clipsNorm() {
            return norm < INFINITE;
        }

        boolean clipsGlobalNorm() {
            return globalNorm < INFINITE;
        }

        boolean clipsAnyNorm() {
            return clipsNorm() || clipsGlobalNorm();
        }
    }

    /** What the equations see: elements, and what those of each tensor are multiplied by. */
    record Prepared(List<double[]> elements, double[] scales) {}

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    /** What the optimizer multiplies a gradient by that it does not clip. */
    double scale() {
        return sign() / (accumulate * lossScale);
    }

    /** What a gradient is multiplied by that is used as given. */
    double givenScale() {
        return sign() / lossScale;
    }

    private double sign() {
        return maximize ? -1 : 1;
    }

    /**
     * What becomes of the gradients of all tensors; nothing if a norm to clip is not finite, or any
     * where the step is then skipped.
     */
    Optional<Prepared> prepare(List<TensorSpec> tensors, List<double[]> given) {
        List<double[]> elements = new ArrayList<>();
        double[] scales = new double[tensors.size()];
        Arrays.fill(scales, scale());
        for (int i = 0; i < tensors.size(); i++) {
            elements.add(accumulated(given.get(i), tensors.get(i).type()));
        }
        if (skips && !Double.isFinite(Tensors.tree(Double::sum, squaresOf(elements)))) {
            return Optional.empty();
        }
        for (int i = 0; i < tensors.size(); i++) {
            elements.set(i, clamped(elements.get(i), tensors.get(i)));
        }
        boolean finite = !clips.clipsAnyNorm() || clipNorms(elements, scales);
        return finite ? Optional.of(new Prepared(elements, scales)) : Optional.empty();
    }

    /** The sum of as many equal gradients, added one by one in the tensor's type. */
    double[] accumulated(double[] gradient, ElementType type) {
        double[] sum = new double[gradient.length];
        for (int i = 0; i < sum.length; i++) {
            double element = type.narrow(gradient[i]);
            sum[i] = element;
            for (int more = 1; more < accumulate; more++) {
                sum[i] = type.narrow(sum[i] + element);
            }
        }
        return sum;
    }

    private double[] clamped(double[] sum, TensorSpec tensor) {
        if (clips.clipsValue()) {
            double[] limits = {clips.value() * (accumulate * lossScale)};
            boolean asGiven = accumulate == 1;
            double limit =
                    asGiven ? tensor.asGradients(limits)[0] : tensor.type().narrow(limits[0]);
            Arrays.setAll(sum, i -> Math.max(-limit, Math.min(limit, sum[i])));
        }
        return sum;
    }

    /** The sum of the squares of each tensor. */
    private static double[] squaresOf(List<double[]> elements) {
        int[] sizes = elements.stream().mapToInt(e -> e.length).toArray();
        double[][] squares = elements.stream().map(Gradients::squares).toArray(double[][]::new);
        Value sums =
                new Tensors(sizes, ElementType.DOUBLE)
                        .reduce(Double::sum, new Value(Kind.ELEMENT, squares), false);
        double[] squaresOfTensors = new double[sizes.length];
        Arrays.setAll(squaresOfTensors, i -> sums.at(i, 0));
        return squaresOfTensors;
    }

    private boolean clipNorms(List<double[]> elements, double[] scales) {
        double[] squaresOfTensors = squaresOf(elements);
        for (int i = 0; i < scales.length; i++) {
            double norm = Math.sqrt(squaresOfTensors[i]) * Math.abs(scale());
            if (!Double.isFinite(norm)) {
                return false;
            }
            if (norm > clips.norm()) {
                double factor = clips.norm() / norm;
                scales[i] = scale() * factor;
                squaresOfTensors[i] *= factor * factor;
            }
        }
        double square = Tensors.tree(Double::sum, squaresOfTensors);
        double norm = Math.sqrt(square) * Math.abs(scale());
        if (clips.clipsGlobalNorm() && norm > clips.globalNorm()) {
            double factor = clips.globalNorm() / norm;
            Arrays.setAll(scales, i -> scales[i] * factor);
        }
        return !clips.clipsGlobalNorm() || Double.isFinite(norm);
    }

    private static double[] squares(double[] elements) {
        return Arrays.stream(elements).map(e -> e * e).toArray();
    }
}
