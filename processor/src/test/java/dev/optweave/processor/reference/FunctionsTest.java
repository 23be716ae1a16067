package dev.optweave.processor.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.program.Function;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FunctionsTest {

    private static double apply(Function function, double... arguments) {
        return Functions.apply(function, arguments);
    }

    @Test
    void everyFunctionTakesAsManyArgumentsAsItSays() {
        double[] three = {0.5, 0.25, 0.125};
        for (Function function : Function.values()) {
            double[] arguments = java.util.Arrays.copyOf(three, function.arity());
            assertThat(apply(function, arguments)).as(function.name()).isFinite();
        }
    }

    @Test
    void theSmallerZeroIsTheNegativeOne() {
        assertThat(1 / apply(Function.MIN, 0.0, -0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(1 / apply(Function.MAX, -0.0, 0.0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(apply(Function.MAX, Double.NaN, 1)).isNaN();
    }

    @Test
    void theSignOfZeroIsThatZero() {
        assertThat(1 / apply(Function.SIGN, -0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(apply(Function.SIGN, -7)).isEqualTo(-1);
        assertThat(apply(Function.SIGN, Double.NaN)).isNaN();
    }

    @Test
    void comparisonsWithNaNAreFalse() {
        assertThat(apply(Function.LESS, Double.NaN, 1)).isZero();
        assertThat(apply(Function.EQUAL, Double.NaN, Double.NaN)).isZero();
        assertThat(apply(Function.NOT_EQUAL, Double.NaN, Double.NaN)).isEqualTo(1);
        assertThat(apply(Function.SELECT, 0, 1, 2)).isEqualTo(2);
        assertThat(apply(Function.REMAINDER, -7, 3)).isEqualTo(-1);
    }

    @Test
    void floatArithmeticRoundsOnceAsTheLanguageDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            float a = Float.intBitsToFloat(random.nextInt());
            float b = Float.intBitsToFloat(random.nextInt());
            float c = Float.intBitsToFloat(random.nextInt());
            assertSame(Function.ADD, a + b, a, b);
            assertSame(Function.SUBTRACT, a - b, a, b);
            assertSame(Function.MULTIPLY, a * b, a, b);
            assertSame(Function.DIVIDE, a / b, a, b);
            assertSame(Function.REMAINDER, a % b, a, b);
            assertSame(Function.SQRT, (float) Math.sqrt(a), a);
            assertSame(Function.FMA, Math.fma(a, b, c), a, b, c);
        }
    }

    private static void assertSame(Function function, float expected, double... arguments) {
        float actual = (float) Functions.applyInFloat(function, arguments);
        if (Float.floatToIntBits(actual) != Float.floatToIntBits(expected)) {
            assertThat(actual)
                    .as("%s %s", function, java.util.Arrays.toString(arguments))
                    .isEqualTo(expected);
        }
    }
}
