package dev.optweave.processor.emit.java;

import dev.optweave.processor.program.ExpressionText;
import dev.optweave.processor.program.Function;

/** The type in which an expression is computed. */
enum Precision implements ExpressionText.Dialect {
    FLOAT("float", "Floats", "float"),
    DOUBLE("double", "Doubles", "double"),
    /** Scalars: double, whatever the tensor's type. */
    HOST("double", "", "double");

    private final String type;
    private final String suffix;
    private final String accessor;

    Precision(String type, String suffix, String accessor) {
        this.type = type;
        this.suffix = suffix;
        this.accessor = accessor;
    }

    /** The Java type. */
    String type() {
        return type;
    }

    /** What a loop's method name ends in. */
    String suffix() {
        return suffix;
    }

    /** What the accessors of a tensor's arrays begin with. */
    String accessor() {
        return accessor;
    }

    @Override
    public String literal(double value) {
        if (this == FLOAT) {
            float narrow = (float) value;
            if (Float.isFinite(narrow)) {
                return Float.toString(narrow) + "f";
            }
            return Float.isNaN(narrow)
                    ? "Float.NaN"
                    : narrow > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
        }
        if (Double.isFinite(value)) {
            return Double.toString(value);
        }
        return Double.isNaN(value)
                ? "Double.NaN"
                : value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
    }

    @Override
    public String function(Function function) {
        return switch (function) {
            case FMA -> "Math.fma";
            case ABS -> "Math.abs";
            case SIGN -> this == HOST ? "Math.signum" : "sign";
            case MIN -> "Math.min";
            case MAX -> "Math.max";
            case SQRT -> narrowed("Math.sqrt");
            case FLOOR -> narrowed("Math.floor");
            case CBRT -> narrowed("StrictMath.cbrt");
            case EXP -> narrowed("StrictMath.exp");
            case LOG -> narrowed("StrictMath.log");
            case TANH -> narrowed("StrictMath.tanh");
            case POWER -> narrowed("Math.pow");
            default -> throw new IllegalArgumentException(function + " is an operator");
        };
    }

    @Override
    public boolean hasRemainder() {
        return true;
    }

    private String narrowed(String function) {
        return this == FLOAT ? "(float) " + function : function;
    }
}
