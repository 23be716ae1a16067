package dev.optweave.processor.program;

import java.util.List;

/** The functions on doubles, as the host computes step scalars and the generator constants. */
final class Arithmetics {

    private Arithmetics() {}

    /** The value of a function that does not yield or take truth values. */
    static double number(Function function, List<Double> arguments) {
        double a = arguments.get(0);
        double b = arguments.size() > 1 ? arguments.get(1) : Double.NaN;
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case NEGATE -> -a;
            case FMA -> Math.fma(a, b, arguments.get(2));
            case SQRT -> Math.sqrt(a);
            case CBRT -> StrictMath.cbrt(a);
            case ABS -> Math.abs(a);
            case SIGN -> Math.signum(a);
            case EXP -> StrictMath.exp(a);
            case LOG -> StrictMath.log(a);
            case TANH -> StrictMath.tanh(a);
            case POWER -> Math.pow(a, b);
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case FLOOR -> Math.floor(a);
            case REMAINDER -> a % b;
            case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, AND, OR, NOT, SELECT ->
                    throw new IllegalArgumentException(function + " is not a function of numbers");
        };
    }

    /** Whether a comparison of two numbers holds. */
    static boolean holds(Function comparison, double a, double b) {
        return switch (comparison) {
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b;
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            default -> throw new IllegalArgumentException(comparison + " is not a comparison");
        };
    }
}
