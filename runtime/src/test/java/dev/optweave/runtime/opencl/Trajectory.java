package dev.optweave.runtime.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.Slot;
import dev.optweave.runtime.Evaluation;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** The same steps taken in Java and on a device. */
final class Trajectory {

    private static final int[] SIZES = {0, 1, 63, 64, 65, 4095, 4096, 4097, 10_001};

    private Trajectory() {}

    /** Tensors of every size at which something may go wrong. */
    static Parameters parameters(boolean isDouble) {
        return parameters(isDouble, SIZES);
    }

    static Parameters parameters(boolean isDouble, int... sizes) {
        Random random = new Random(7);
        List<Tensor> tensors = new ArrayList<>();
        for (int size : sizes) {
            if (isDouble) {
                double[] values = random.doubles(size, -1, 1).toArray();
                tensors.add(Tensor.of("w" + tensors.size(), values, size));
            } else {
                float[] values = new float[size];
                for (int i = 0; i < size; i++) {
                    values[i] = (float) random.nextGaussian();
                }
                tensors.add(Tensor.of("w" + tensors.size(), values, size));
            }
        }
        return Parameters.of(tensors);
    }

    /** Fills the gradients for the parameters as they are; some are zero, some are tiny. */
    static double gradients(Parameters parameters, int step) {
        Random random = new Random(step);
        for (Tensor tensor : parameters) {
            for (int i = 0; i < tensor.length(); i++) {
                double noise = random.nextGaussian();
                double scale = i % 11 == 3 ? 0 : i % 13 == 5 ? 1e-30 : 1;
                if (tensor.isDouble()) {
                    tensor.doubleGradient()[i] = scale * (noise + 0.25 * tensor.doubleValues()[i]);
                } else {
                    tensor.floatGradient()[i] =
                            (float) (scale * (noise + 0.25 * tensor.floatValues()[i]));
                }
            }
        }
        return step;
    }

    /** Takes steps in Java and on the device, and compares everything after each. */
    static void compare(
            OpenClDevice device,
            Parameters java,
            Parameters host,
            Function<Parameters, Optimizer> build) {
        try (DeviceParameters resident = device.allocate(host, Transfers.EVERY_STEP);
                Optimizer expected = build.apply(java);
                Optimizer actual = build.apply(resident)) {
            for (int step = 1; step <= 5; step++) {
                int now = step;
                double loss = expected.step(() -> gradients(java, now));
                assertThat(actual.step(() -> gradients(host, now))).isEqualTo(loss);
                same("step " + step, java, host);
                sameStates("step " + step, expected, actual);
                try (Evaluation in = expected.evaluation();
                        Evaluation on = actual.evaluation()) {
                    same("view at step " + step, in.parameters(), on.parameters());
                }
                same("after the view at step " + step, java, host);
            }
        }
    }

    static void same(String when, Parameters expected, Parameters actual) {
        for (int t = 0; t < expected.size(); t++) {
            Tensor tensor = expected.tensors().get(t);
            Tensor other = actual.tensors().get(t);
            String what = when + ", " + tensor;
            if (tensor.isDouble()) {
                assertThat(other.doubleValues()).as(what).isEqualTo(tensor.doubleValues());
            } else {
                assertThat(other.floatValues()).as(what).isEqualTo(tensor.floatValues());
            }
        }
    }

    static void sameStates(String when, Optimizer expected, Optimizer actual) {
        assertThat(actual.stateNames()).isEqualTo(expected.stateNames());
        for (String name : expected.stateNames()) {
            Slot slot = expected.state(name);
            Slot other = actual.state(name);
            for (int t = 0; t < slot.tensors(); t++) {
                assertThat(elements(other, t))
                        .as(when + ", state " + name + " of tensor " + t)
                        .isEqualTo(elements(slot, t));
            }
        }
    }

    private static double[] elements(Slot slot, int tensor) {
        double[] values = new double[slot.length(tensor)];
        for (int i = 0; i < values.length; i++) {
            values[i] = slot.get(tensor, i);
        }
        return values;
    }
}
