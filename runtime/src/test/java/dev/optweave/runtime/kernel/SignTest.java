package dev.optweave.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignTest {

    @ParameterizedTest
    @ValueSource(
            floats = {
                0f,
                -0f,
                Float.MIN_VALUE,
                -Float.MIN_VALUE,
                Float.MIN_NORMAL,
                -Float.MIN_NORMAL,
                1e-30f,
                -1e-30f,
                1f,
                -2f,
                Float.MAX_VALUE,
                -Float.MAX_VALUE,
                Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                Float.NaN
            })
    void isThatOfMathForEveryFloat(float x) {
        assertThat(Float.floatToIntBits(RuleKernel.sign(x)))
                .isEqualTo(Float.floatToIntBits(Math.signum(x)));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.0,
                -0.0,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MIN_NORMAL,
                -Double.MIN_NORMAL,
                1e-300,
                -1e-300,
                1.0,
                -2.0,
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.NaN
            })
    void isThatOfMathForEveryDouble(double x) {
        assertThat(Double.doubleToLongBits(RuleKernel.sign(x)))
                .isEqualTo(Double.doubleToLongBits(Math.signum(x)));
    }
}
