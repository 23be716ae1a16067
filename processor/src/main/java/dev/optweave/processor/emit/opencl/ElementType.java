package dev.optweave.processor.emit.opencl;

import dev.optweave.processor.program.ExpressionText;
import dev.optweave.processor.program.Function;

/** The type of a tensor's elements, and how its values and functions are written. */
enum ElementType implements ExpressionText.Dialect {
    FLOAT("float"),
    DOUBLE("double");

    private final String text;

    ElementType(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public String literal(double value) {
        double narrowed = this == FLOAT ? (float) value : value;
        if (!Double.isFinite(narrowed)) {
            String name = Double.isNaN(narrowed) ? "NAN" : narrowed > 0 ? "INFINITY" : "-INFINITY";
            // these are floats, and of two types a function of several arguments is none
            return this == FLOAT ? name : "((double) " + name + ")";
        }
        return this == FLOAT ? Float.toString((float) value) + "f" : Double.toString(value);
    }

    @Override
    public String function(Function function) {
        return switch (function) {
            case FMA -> "fma";
            case ABS -> "fabs";
            case SQRT -> "sqrt";
            case FLOOR -> "floor";
            case REMAINDER -> "fmod";
            case SIGN -> "sign_" + this;
            case MIN -> "min_" + this;
            case MAX -> "max_" + this;
            case CBRT -> "cbrt_" + this;
            case EXP -> "exp_" + this;
            case LOG -> "log_" + this;
            case TANH -> "tanh_" + this;
            case POWER -> "pow_" + this;
            default -> throw new IllegalArgumentException(function + " is an operator");
        };
    }

    @Override
    public boolean hasRemainder() {
        return false;
    }
}
