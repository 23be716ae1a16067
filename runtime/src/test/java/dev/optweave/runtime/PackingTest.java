package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.optweave.optimizers.AdamW;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where packed tensors lie. */
class PackingTest {

    @Test
    void aKindLiesTogetherInItsOrder() {
        Parameters packed = Layers.parameters().packed();
        assertThat(packed.tensors())
                .extracting(Tensor::start)
                .containsExactly(0, 48, 12, 52, 24, 56, 36, 60, 64);
        assertThat(packed.tensor("w2")).hasToString("w2 float[3, 4] at 24");
        assertThat(Layers.parameters().packed(Tensor::length).tensors())
                .extracting(Tensor::start)
                .containsExactly(0, 48, 12, 52, 24, 56, 36, 60, 64);
        assertThat(Layers.parameters().packed(t -> 1).tensors())
                .extracting(Tensor::start)
                .containsExactly(0, 12, 16, 28, 32, 44, 48, 60, 64);
    }

    @Test
    void whatOneArrayCannotHoldGoesIntoSeveral() {
        List<Tensor> packed = Packing.pack(Layers.parameters().tensors(), t -> 1, 30);
        assertThat(packed)
                .extracting(Tensor::start)
                .containsExactly(0, 12, 16, 0, 4, 16, 0, 12, 16);
        assertThat(packed.stream().map(t -> t.floatValues().length))
                .containsExactly(28, 28, 28, 20, 20, 20, 16, 16, 16);
    }

    @Test
    void windowsApartAreParametersAndWindowsThatOverlapAreNot() {
        Parameters packed = Layers.parameters().packed();
        Parameters some = Parameters.of(packed.tensor("b1"), packed.tensor("w0"));
        AtomicInteger steps = new AtomicInteger();
        Arrays.fill(packed.tensor("w1").floatValues(), 1);
        Arrays.fill(packed.tensor("w1").floatGradient(), 1);
        Optimizer optimizer = AdamW.builder().lr(0.5).build(some);
        optimizer.step(steps::incrementAndGet);
        for (Tensor tensor : packed) {
            boolean trained = tensor.name().equals("b1") || tensor.name().equals("w0");
            for (int i = tensor.start(); i < tensor.start() + tensor.length(); i++) {
                assertThat(tensor.floatValues()[i] == 1).as(tensor.name()).isEqualTo(!trained);
            }
        }
        Tensor tied = packed.tensor("b1").named("tied");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameters.of(packed.tensor("b1"), packed.tensor("w0"), tied))
                .withMessage(
                        "tensors `b1` and `tied` share elements of an array; a tied parameter is"
                                + " listed once");
    }
}
