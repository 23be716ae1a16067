package dev.optweave.benchmarks.tribuo;

import org.tribuo.math.Parameters;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.protos.ParametersProto;

/** Vectors as Tribuo's parameters: its own are those of its models. */
@SuppressWarnings("serial")
final class Vectors implements Parameters {

    private static final long serialVersionUID = 1L;

    private Tensor[] values;

    Vectors(Tensor[] values) {
        this.values = values;
    }

    @Override
    public Tensor[] getEmptyCopy() {
        Tensor[] empty = new Tensor[values.length];
        for (int i = 0; i < empty.length; i++) {
            empty[i] = new DenseVector(values[i].getShape()[0]);
        }
        return empty;
    }

    @Override
    public Tensor[] get() {
        return values;
    }

    @Override
    public void set(Tensor[] newValues) {
        values = newValues;
    }

    @Override
    public void update(Tensor[] updates) {
        for (int i = 0; i < updates.length; i++) {
            values[i].intersectAndAddInPlace(updates[i]);
        }
    }

    @Override
    public Tensor[] merge(Tensor[][] gradients, int size) {
        throw new UnsupportedOperationException("steps merge no gradients");
    }

    @Override
    public ParametersProto serialize() {
        throw new UnsupportedOperationException("steps save nothing");
    }
}
