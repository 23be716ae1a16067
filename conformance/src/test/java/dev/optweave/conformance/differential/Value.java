package dev.optweave.conformance.differential;

import dev.optweave.processor.equation.Kind;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A value of any kind while a rule is evaluated as it is written.
 *
 * @param data by tensor, then by element; one row for all tensors if the kind is ALL or lower, one
 *     element for all of a tensor's if it is TENSOR
 */
record Value(Kind kind, double[][] data) {

    static Value scalar(Kind kind, double value) {
        return new Value(kind, new double[][] {{value}});
    }

    /** The scalar. */
    double single() {
        return data[0][0];
    }

    double at(int tensor, int element) {
        double[] row = data[data.length == 1 && kind.compareTo(Kind.ALL) <= 0 ? 0 : tensor];
        return row[kind == Kind.ELEMENT ? element : 0];
    }

    /**
     * A function of some values: in double if all are scalars, and if not, of narrowed arguments
     * with a narrowed result.
     */
    static Value map(Tensors tensors, ToDoubleFunction<double[]> function, List<Value> arguments) {
        Kind kind = arguments.stream().map(Value::kind).reduce(Kind.CONSTANT, Kind::join);
        int rows = kind.compareTo(Kind.ALL) <= 0 ? 1 : tensors.count();
        double[][] result = new double[rows][];
        double[] x = new double[arguments.size()];
        for (int row = 0; row < rows; row++) {
            result[row] = new double[kind == Kind.ELEMENT ? tensors.length(row) : 1];
            for (int i = 0; i < result[row].length; i++) {
                for (int argument = 0; argument < x.length; argument++) {
                    double value = arguments.get(argument).at(row, i);
                    x[argument] = kind == Kind.ELEMENT ? tensors.narrow(value) : value;
                }
                double value = function.applyAsDouble(x);
                result[row][i] = kind == Kind.ELEMENT ? tensors.narrow(value) : value;
            }
        }
        return new Value(kind, result);
    }

    /** The value as a state of that kind keeps it. */
    Value stored(Tensors tensors, Kind shape) {
        int rows = shape.compareTo(Kind.ALL) <= 0 ? 1 : tensors.count();
        double[][] result = new double[rows][];
        for (int row = 0; row < rows; row++) {
            result[row] = new double[shape == Kind.ELEMENT ? tensors.length(row) : 1];
            for (int i = 0; i < result[row].length; i++) {
                double value = at(row, i);
                result[row][i] = shape == Kind.ELEMENT ? tensors.narrow(value) : value;
            }
        }
        return new Value(shape, result);
    }
}
