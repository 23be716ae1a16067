package dev.optweave.runtime;

import dev.optweave.runtime.kernel.BlockValues;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.TensorStep;

/** Reads and writes elements of either type, for kernels that need not be fast. */
final class Elements {

    private Elements() {}

    static double w(TensorStep t, int i) {
        return t.isDouble() ? t.doubleParameter()[i] : t.floatParameter()[i];
    }

    static void w(TensorStep t, int i, double value) {
        if (t.isDouble()) {
            t.doubleParameter()[i] = value;
        } else {
            t.floatParameter()[i] = (float) value;
        }
    }

    static double g(TensorStep t, int i) {
        return t.isDouble()
                ? t.doubleGradient()[i] * t.gradientScale()
                : t.floatGradient()[i] * (float) t.gradientScale();
    }

    static double state(TensorStep t, int state, int i) {
        return t.isDouble() ? t.doubleState(state)[i] : t.floatState(state)[i];
    }

    static void state(TensorStep t, int state, int i, double value) {
        if (t.isDouble()) {
            t.doubleState(state)[i] = value;
        } else {
            t.floatState(state)[i] = (float) value;
        }
    }

    /** Hands a value to a reduction; blocks begin at multiples of their size. */
    static void put(BlockValues block, TensorStep t, int reduction, int i, double value) {
        if (t.isDouble()) {
            block.doubles(reduction)[i % RuleKernel.BLOCK] = value;
        } else {
            block.floats(reduction)[i % RuleKernel.BLOCK] = (float) value;
        }
    }
}
