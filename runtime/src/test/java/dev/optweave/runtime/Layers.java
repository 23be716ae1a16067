package dev.optweave.runtime;

import java.util.ArrayList;
import java.util.List;

/** A network of small layers. */
final class Layers {

    private Layers() {}

    /** Weights and biases in turn, and after them one empty tensor. */
    static Parameters parameters() {
        List<Tensor> tensors = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            tensors.add(Tensor.of("w" + n, new float[12], 3, 4));
            tensors.add(Tensor.of("b" + n, new float[4], 4));
        }
        tensors.add(Tensor.of("none", new float[0], 0));
        return Parameters.of(tensors);
    }
}
