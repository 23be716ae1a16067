package dev.optweave.processor.reference;

import dev.optweave.processor.program.Function;

/** What each function computes. A truth value is 1 or 0. */
final class Functions {

    private Functions() {}

    /** The function in double. */
    static double apply(Function function, double[] x) {
        return switch (function) {
            case ADD -> x[0] + x[1];
            case SUBTRACT -> x[0] - x[1];
            case MULTIPLY -> x[0] * x[1];
            case DIVIDE -> x[0] / x[1];
            case NEGATE -> -x[0];
            case FMA -> Math.fma(x[0], x[1], x[2]);
            case SQRT -> Math.sqrt(x[0]);
            case CBRT -> StrictMath.cbrt(x[0]);
            case ABS -> Math.abs(x[0]);
            case SIGN -> Math.signum(x[0]);
            case EXP -> StrictMath.exp(x[0]);
            case LOG -> StrictMath.log(x[0]);
            case TANH -> StrictMath.tanh(x[0]);
            case POWER -> Math.pow(x[0], x[1]);
            case MIN -> Math.min(x[0], x[1]);
            case MAX -> Math.max(x[0], x[1]);
            case FLOOR -> Math.floor(x[0]);
            case REMAINDER -> x[0] % x[1];
            case LESS -> truth(x[0] < x[1]);
            case LESS_EQUAL -> truth(x[0] <= x[1]);
            case EQUAL -> truth(x[0] == x[1]);
            case NOT_EQUAL -> truth(x[0] != x[1]);
            case AND -> truth(x[0] != 0 && x[1] != 0);
            case OR -> truth(x[0] != 0 || x[1] != 0);
            case NOT -> truth(x[0] == 0);
            case SELECT -> x[0] != 0 ? x[1] : x[2];
        };
    }

    /**
     * The function of floats, rounded to float once. The double result of {@code + - * /} or a root
     * has more than twice a float's digits, so narrowing it rounds as if there had been one
     * rounding; a fused multiply-add has no such slack and is asked for in float.
     */
    static double applyInFloat(Function function, double[] x) {
        if (function == Function.FMA) {
            return Math.fma((float) x[0], (float) x[1], (float) x[2]);
        }
        return (float) apply(function, x);
    }

    private static double truth(boolean value) {
        return value ? 1 : 0;
    }
}
