package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void wrapsItsArraysWithoutCopying() {
        float[] values = new float[12];
        float[] gradient = new float[12];
        Tensor tensor = Tensor.of("W1", values, gradient, 3, 4);

        assertThat(tensor.floatValues()).isSameAs(values);
        assertThat(tensor.floatGradient()).isSameAs(gradient);
        assertThat(tensor.name()).isEqualTo("W1");
        assertThat(tensor.shape()).containsExactly(3, 4);
        assertThat(tensor.rank()).isEqualTo(2);
        assertThat(tensor.length()).isEqualTo(12);
        assertThat(tensor.isDouble()).isFalse();
        assertThat(tensor).hasToString("W1 float[3, 4]");
    }

    @Test
    void wrapsDoublesAndAllocatesAGradientIfThereIsNone() {
        double[] values = new double[3];
        Tensor tensor = Tensor.of("b", values, 3);

        assertThat(tensor.doubleValues()).isSameAs(values);
        assertThat(tensor.doubleGradient()).containsExactly(0, 0, 0);
        assertThat(tensor).hasToString("b double[3]");
        assertThat(Tensor.of(new float[2], 2).floatGradient()).hasSize(2);
    }

    @Test
    void isAScalarWithoutDimensionsAndMayBeEmpty() {
        assertThat(Tensor.of("s", new double[1]).rank()).isZero();
        assertThat(Tensor.of("s", new double[1]).length()).isOne();
        assertThat(Tensor.of("e", new float[0], 4, 0).length()).isZero();
        assertThat(Tensor.of("e", new float[0], Integer.MAX_VALUE, Integer.MAX_VALUE, 0).length())
                .isZero();
    }

    @Test
    void keepsItsOwnShape() {
        int[] shape = {2, 3};
        Tensor tensor = Tensor.of("W", new float[6], shape);
        shape[0] = 6;
        tensor.shape()[1] = 7;

        assertThat(tensor.shape()).containsExactly(2, 3);
    }

    @Test
    void refusesAGradientOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of("W1", new float[12], new float[11], 3, 4))
                .withMessage(
                        "tensor `W1`: the gradient has 11 elements, but shape [3, 4] has 12"
                                + " elements");
    }

    @Test
    void refusesValuesOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of("W1", new double[1], 3, 4))
                .withMessage(
                        "tensor `W1`: the array of values has 1 element, but shape [3, 4] has 12"
                                + " elements");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of("b", new double[3]))
                .withMessageContaining("for a vector give its length as shape: 3");
    }

    @Test
    void refusesShapesThatNoArrayHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of("W", new float[0], 65536, 65536))
                .withMessageContaining("`W`: shape [65536, 65536] has more elements");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of("W", new float[1], 1 << 16, 1 << 16, 1 << 16, 1 << 16))
                .withMessageContaining("more elements than an array can hold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of("W", new float[6], -2, -3))
                .withMessageContaining("negative dimension");
    }

    @Test
    void refusesToGiveOutTheOtherType() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Tensor.of("W", new float[1], 1).doubleValues())
                .withMessage("tensor `W` holds floats: ask for its float arrays");
    }

    @Test
    void parametersNameTensorsThatHaveNoName() {
        Parameters parameters =
                Parameters.of(
                        Tensor.of(new float[1], 1),
                        Tensor.of("tensor2", new float[1], 1),
                        Tensor.of(new double[2], 2));

        assertThat(parameters.tensors())
                .extracting(Tensor::name)
                .containsExactly("tensor0", "tensor2", "tensor2_");
        assertThat(parameters.elements()).isEqualTo(4);
        assertThat(parameters.tensor("tensor0").length()).isOne();
        assertThat(parameters).hasSize(3);
    }

    @Test
    void parametersHaveUniqueNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Parameters.of(
                                        Tensor.of("W", new float[1], 1),
                                        Tensor.of("W", new double[1], 1)))
                .withMessageContaining("two tensors are called `W`");
    }

    @Test
    void aTensorThatIsNullIsNamedByItsPlace() {
        assertThatNullPointerException()
                .isThrownBy(() -> Parameters.of(Tensor.of(new float[1], 1), null))
                .withMessage("tensor 2 is null");
    }

    @Test
    void parametersShareNoArray() {
        float[] shared = new float[3];
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Parameters.of(
                                        Tensor.of("a", shared, 3),
                                        Tensor.of("b", new float[3], shared, 3)))
                .withMessageContaining("`a` and `b` share an array");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of("a", shared, shared, 3))
                .withMessageContaining("values and gradient are the same array");
        float[] empty = {};
        assertThat(Parameters.of(List.of(Tensor.of("a", empty, 0), Tensor.of("b", empty, 0))))
                .hasSize(2);
    }

    @Test
    void parametersSuggestANameThatExists() {
        Parameters parameters = Parameters.of(Tensor.of("weight", new float[1], 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameters.tensor("wieght"))
                .withMessage("no tensor `wieght`; did you mean `weight`? known: `weight`");
    }
}
