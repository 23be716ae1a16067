package dev.optweave.lab.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A recorded trajectory.
 *
 * @param rule a stock rule's name or a Java file relative to the file of traces, if the trace has
 *     one
 * @param set the hyperparameters that are not the rule's defaults
 * @param shapes the shape of each tensor
 * @param initial the parameters before the first step, a row-major array for each tensor
 * @param gradients by step and tensor
 * @param expected the parameters after each step, by step and tensor
 * @param tolerance the largest error allowed, if the trace says so
 */
public record Trace(
        String name,
        Optional<String> rule,
        Map<String, Double> set,
        List<Shape> shapes,
        List<double[]> initial,
        List<List<double[]>> gradients,
        List<List<double[]>> expected,
        OptionalDouble tolerance) {

    public Trace {
        set = Map.copyOf(set);
        shapes = List.copyOf(shapes);
        initial = List.copyOf(initial);
        gradients = List.copyOf(gradients);
        expected = List.copyOf(expected);
    }

    /** How many steps were recorded. */
    public int steps() {
        return gradients.size();
    }

    /** The extents of a tensor; none for a single number. */
    public record Shape(List<Integer> extents) {

        public Shape {
            extents = List.copyOf(extents);
        }

        /** How many elements a tensor of the shape has. */
        public int elements() {
            return extents.stream().reduce(1, Math::multiplyExact);
        }

        /** The extents as an array. */
        public int[] toArray() {
            return extents.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public String toString() {
            return extents.toString();
        }
    }
}
