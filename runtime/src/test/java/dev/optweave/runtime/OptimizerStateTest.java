package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.runtime.kernel.RuleDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerStateTest {

    private static Handmade optimizer(RuleDescriptor rule, Parameters parameters) {
        return Handmade.of(rule)
                .set("lr", step -> 0.1 / (step + 1))
                .accumulateGradients(2)
                .group("odd", tensor -> tensor.length() % 2 == 1, g -> g.lr(0.01))
                .build(parameters);
    }

    private static void step(Handmade optimizer, long seed) {
        optimizer.step(
                () -> {
                    Data.refill(optimizer.parameters(), seed);
                    return 0;
                });
    }

    private static void copyValues(Parameters from, Parameters to) {
        for (int t = 0; t < from.size(); t++) {
            Tensor source = from.tensors().get(t);
            Tensor target = to.tensors().get(t);
            System.arraycopy(
                    source.window().values(), 0, target.window().values(), 0, source.length());
        }
    }

    @Test
    void continuingFromASavedStateGivesTheSameBits() throws IOException {
        for (RuleDescriptor rule :
                List.of(Rules.ADAM, Rules.TRUST, Rules.LOOK_AHEAD, Rules.AVERAGING)) {
            Handmade original = optimizer(rule, Data.mixed(1));
            for (int call = 0; call < 5; call++) {
                step(original, call);
            }
            OptimizerState saved = SavedBytes.read(SavedBytes.of(original.saveState()));
            Handmade copy = optimizer(rule, Data.mixed(2));
            step(copy, 77);
            copyValues(original.parameters(), copy.parameters());
            copy.restore(saved);

            assertThat(copy.steps()).isEqualTo(2);
            assertThat(copy.first()).isEqualTo(original.first());
            try (Evaluation a = original.evaluation();
                    Evaluation b = copy.evaluation()) {
                assertThat(Data.bits(b.parameters())).isEqualTo(Data.bits(a.parameters()));
            }
            for (int call = 5; call < 10; call++) {
                step(original, call);
                step(copy, call);
            }
            assertThat(Data.bits(copy.parameters())).isEqualTo(Data.bits(original.parameters()));
            for (String state : copy.stateNames()) {
                assertThat(Data.bits(copy, state)).isEqualTo(Data.bits(original, state));
            }
        }
    }

    @Test
    void aSavedStateDoesNotChangeWithTheOptimizer() {
        Handmade adam = Handmade.of(Rules.ADAM).build(Data.mixed(1));
        OptimizerState fresh = adam.saveState();
        long[] values = Data.bits(adam.parameters());
        adam.step();
        long[] first = Data.bits(adam.parameters());
        Parameters again = Data.mixed(1);
        assertThat(Data.bits(again)).isEqualTo(values);
        copyValues(again, adam.parameters());
        adam.restore(fresh);
        assertThat(adam.steps()).isZero();
        adam.step();

        assertThat(Data.bits(adam.parameters())).isEqualTo(first);
        assertThat(fresh.ruleName()).isEqualTo("Adam");
        assertThat(fresh.steps()).isZero();
    }

    @Test
    void readsNotAByteMoreThanWasWritten() throws IOException {
        Handmade adam = Handmade.of(Rules.ADAM).build(Data.mixed(1));
        adam.step();
        byte[] one = SavedBytes.of(adam.saveState());
        byte[] two = Arrays.copyOf(one, one.length + 1);
        ByteArrayInputStream in = new ByteArrayInputStream(two);
        OptimizerState.readFrom(in);

        assertThat(in.available()).isOne();
    }

    @Test
    void refusesAFileThatIsCutShortAnywhere() throws IOException {
        Handmade adam = Handmade.of(Rules.ADAM).build(Parameters.of(Data.floats("w", 1, 3)));
        adam.step();
        byte[] bytes = SavedBytes.of(adam.saveState());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> SavedBytes.read(cut))
                    .withMessage("the saved optimizer state is cut short");
        }
    }

    @Test
    void refusesAFileWithAnyBitChanged() throws IOException {
        Handmade adam = Handmade.of(Rules.ADAM).build(Parameters.of(Data.floats("w", 1, 3)));
        adam.step();
        byte[] bytes = SavedBytes.of(adam.saveState());
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assertThatThrownBy(() -> SavedBytes.read(damaged)).isInstanceOf(IOException.class);
        }
        bytes[0] = 'X';
        assertThatThrownBy(() -> SavedBytes.read(bytes))
                .hasMessageContaining("not a saved optimizer state");
        bytes[0] = 'O';
        bytes[11] = 9;
        assertThatThrownBy(() -> SavedBytes.read(bytes))
                .hasMessageContaining("version 9 of the format");
    }

    @Test
    void refusesTheStateOfAnotherOptimizerBeforeAnythingChanges() {
        Parameters parameters = Parameters.of(Data.floats("w", 1, 6), Data.floats("b", 1, 2));
        Handmade adam = Handmade.of(Rules.ADAM).build(parameters);
        adam.step();
        OptimizerState state = adam.saveState();

        assertRefused(Handmade.of(Rules.MOMENTUM).build(parameters), state, "it is of rule Adam");
        assertRefused(
                Handmade.of(Rules.ADAM).build(Parameters.of(Data.floats("w", 1, 6))),
                state,
                "it has 2 tensors; this optimizer has 1");
        assertRefused(
                Handmade.of(Rules.ADAM)
                        .build(
                                Parameters.of(
                                        Tensor.of("w", new float[6], 2, 3),
                                        Data.floats("b", 1, 2))),
                state,
                "it has tensor w float[6] where this optimizer has w float[2, 3]");
        assertRefused(
                Handmade.of(Rules.ADAM)
                        .build(Parameters.of(Data.doubles("w", 1, 6), Data.floats("b", 1, 2))),
                state,
                "it has tensor w float[6] where this optimizer has w double[6]");
        assertRefused(
                Handmade.of(Rules.ADAM)
                        .group("bias", tensor -> tensor.length() == 2, g -> {})
                        .build(parameters),
                state,
                "its groups are [default]; this optimizer's are [default, bias]");
    }

    @Test
    void refusesAStateWithoutWhatTheHyperparametersNeed() {
        Parameters parameters = Parameters.of(Data.floats("w", 1, 6));
        OptimizerState state =
                Handmade.of(Rules.MOMENTUM).set("rho", 0).build(parameters).saveState();
        assertRefused(
                Handmade.of(Rules.MOMENTUM).build(parameters),
                state,
                "state `v` of group `default` is missing, but the hyperparameters of this"
                        + " optimizer make it necessary");
    }

    @Test
    void refusesMoreAccumulatedGradientsThanAnUpdateTakes() {
        Parameters parameters = Parameters.of(Data.floats("w", 1, 6));
        Handmade three = Handmade.of(Rules.SGD).accumulateGradients(3).build(parameters);
        three.step();
        three.step();
        assertRefused(
                Handmade.of(Rules.SGD).accumulateGradients(2).build(parameters),
                three.saveState(),
                "it holds 2 accumulated gradients, but this optimizer updates with every 2");
    }

    private static void assertRefused(Handmade optimizer, OptimizerState state, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimizer.restore(state))
                .withMessage(
                        optimizer.ruleName()
                                + ": the saved state does not fit: "
                                + why
                                + "; nothing was changed");
        assertThat(optimizer.steps()).isZero();
    }
}
