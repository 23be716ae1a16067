package dev.optweave.benchmarks.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReadVariableOp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * The variables of one tensor.
 *
 * @param w the parameter
 * @param g the gradient
 * @param states two; a rule leaves alone those that it has not
 * @param first what gives them their first values
 */
record Variables(VarHandleOp w, VarHandleOp g, List<VarHandleOp> states, List<Op> first) {

    /**
     * Adds a tensor's variables to a graph.
     *
     * @param states how many states it has
     */
    static Variables in(Ops tf, Start start, int states) {
        String name = start.name();
        Shape shape = Shape.of(start.length());
        VarHandleOp w = variable(tf, name + "/w", shape);
        VarHandleOp g = variable(tf, name + "/g", shape);
        List<Op> first = new ArrayList<>();
        first.add(tf.assignVariableOp(w, start.values()));
        first.add(tf.assignVariableOp(g, start.gradients()));
        List<VarHandleOp> own = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            own.add(variable(tf, name + "/state" + i, shape));
            first.add(tf.assignVariableOp(own.get(i), tf.zerosLike(start.values())));
        }
        return new Variables(w, g, own, first);
    }

    /**
     * What a tensor starts with.
     *
     * @param name unique in the graph
     * @param length how many elements it has
     * @param values of the parameter
     * @param gradients of it
     */
    record Start(String name, int length, Operand<TFloat32> values, Operand<TFloat32> gradients) {}

    private static VarHandleOp variable(Ops tf, String name, Shape shape) {
        return tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    }

    /** The gradient where it is. */
    ReadVariableOp<TFloat32> gradient(Ops tf) {
        return tf.readVariableOp(g, TFloat32.class);
    }

    /** The parameter where it is. */
    ReadVariableOp<TFloat32> parameter(Ops tf) {
        return tf.readVariableOp(w, TFloat32.class);
    }
}
