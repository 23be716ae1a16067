package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.State.Rounding;
import dev.optweave.optimizers.Sgd;
import dev.optweave.optimizers.StockOptimizers;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moving averages of parameters as part of the saved state. */
class SavedAveragesTest {

    @ParameterizedTest
    @ValueSource(strings = {"AdamW", "Lamb", "NesterovLookahead"})
    void aRestoredOptimizerContinuesWithTheSameBits(String rule) throws IOException {
        Parameters parameters = Data.aroundChunks(19);
        Optimizer optimizer = averaging(rule, parameters);
        Data.train(optimizer, 0, 3);
        OptimizerState saved = SavedBytes.copy(optimizer.saveState());
        Parameters copies = Data.aroundChunks(20);
        copy(parameters, copies);
        Optimizer restored = averaging(rule, copies);
        restored.restore(saved);
        Data.train(optimizer, 3, 6);
        Data.train(restored, 3, 6);
        assertThat(Data.bits(copies)).isEqualTo(Data.bits(parameters));
        for (int t = 0; t < parameters.size(); t++) {
            for (int i = 0; i < parameters.tensors().get(t).length(); i++) {
                assertThat(restored.parameterEma().get(t, i))
                        .isEqualTo(optimizer.parameterEma().get(t, i));
            }
        }
    }

    private static Optimizer averaging(String rule, Parameters parameters) {
        return StockOptimizers.builder(rule)
                .parameterRounding(Rounding.STOCHASTIC)
                .parameterEma(0.9)
                .zeroGradients()
                .build(parameters);
    }

    private static void copy(Parameters from, Parameters to) {
        for (int t = 0; t < from.size(); t++) {
            Tensor source = from.tensors().get(t);
            Tensor target = to.tensors().get(t);
            if (source.isDouble()) {
                System.arraycopy(
                        source.doubleValues(), 0, target.doubleValues(), 0, source.length());
            } else if (source.isBFloat16()) {
                System.arraycopy(
                        source.bfloat16Values(), 0, target.bfloat16Values(), 0, source.length());
            } else {
                System.arraycopy(source.floatValues(), 0, target.floatValues(), 0, source.length());
            }
        }
    }

    @Test
    void aStateWithoutAveragesIsRefusedByAnOptimizerThatKeepsThemAndTheOtherWayRound() {
        Parameters parameters = Parameters.of(Data.floats("w", 1, 3));
        Optimizer with = Sgd.builder().parameterEma(0.5).build(parameters);
        Optimizer without = Sgd.builder().build(parameters);
        with.restore(without.saveState());
        without.restore(with.saveState());
        with.step();
        without.step();
        assertThatThrownBy(() -> with.restore(without.saveState()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Sgd: the saved state does not fit: tensor `w` has 0 averages of its"
                                + " parameters there, 3 here; build the optimizer without"
                                + " parameterEma, as it was saved; nothing was changed");
        assertThatThrownBy(() -> without.restore(with.saveState()))
                .hasMessageContaining("3 averages of its parameters there, 0 here; build the")
                .hasMessageContaining("with parameterEma, as it was saved");
    }
}
