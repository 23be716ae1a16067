package dev.optweave.runtime;

import static dev.optweave.State.Rounding.NEAREST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Saving states in every storage. */
class StoredStateTest {

    private static void step(Handmade optimizer, long seed) {
        optimizer.step(
                () -> {
                    Data.refill(optimizer.parameters(), seed);
                    return 0;
                });
    }

    private static Handmade adam(Storage storage, Rounding rounding, Parameters parameters) {
        Handmade.Builder builder =
                Handmade.of(Rules.ADAM).accumulateGradients(2).storage(storage, rounding);
        return (rounding == NEAREST ? builder.kahan() : builder.parameterRounding(rounding))
                .build(parameters);
    }

    @ParameterizedTest
    @MethodSource("dev.optweave.runtime.StorageTest#storages")
    void continuingGivesTheSameBits(Storage storage, Rounding rounding) throws IOException {
        Handmade original = adam(storage, rounding, Data.ofAllTypes(1));
        for (int call = 0; call < 5; call++) {
            step(original, call);
        }
        Handmade copy = adam(storage, rounding, Data.ofAllTypes(2));
        step(copy, 77);
        for (int t = 0; t < copy.parameters().size(); t++) {
            Tensor from = original.parameters().tensors().get(t);
            Tensor to = copy.parameters().tensors().get(t);
            System.arraycopy(from.window().values(), 0, to.window().values(), 0, from.length());
        }
        byte[] saved = SavedBytes.of(original.saveState());
        copy.restore(SavedBytes.read(saved));
        assertThat(SavedBytes.of(copy.saveState())).isEqualTo(saved);
        for (int call = 5; call < 10; call++) {
            step(original, call);
            step(copy, call);
        }
        assertThat(Data.bits(copy.parameters())).isEqualTo(Data.bits(original.parameters()));
        assertThat(SavedBytes.of(copy.saveState())).isEqualTo(SavedBytes.of(original.saveState()));
    }

    @ParameterizedTest
    @MethodSource("dev.optweave.runtime.StorageTest#storages")
    void refusesAFileThatIsCutShort(Storage storage, Rounding rounding) throws IOException {
        Parameters parameters = Parameters.of(Data.floats("w", 1, 3), Data.bfloat16s("b", 1, 2));
        Handmade adam = adam(storage, rounding, parameters);
        step(adam, 1);
        byte[] bytes = SavedBytes.of(adam.saveState());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> SavedBytes.read(cut))
                    .withMessage("the saved optimizer state is cut short");
        }
    }

    @Test
    void refusesAStateOfAnotherStorageInWords() {
        Parameters parameters = Parameters.of(Data.floats("w", 1, 6), Data.bfloat16s("b", 1, 2));
        OptimizerState wide = Handmade.of(Rules.ADAM).build(parameters).saveState();
        Handmade narrow = Handmade.of(Rules.ADAM).storage("v", Storage.FLOAT16).build(parameters);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> narrow.restore(wide))
                .withMessage(
                        "Adam: the saved state does not fit: state `v` of tensor `w` is stored as"
                                + " SAME (float) there, as FLOAT16 here; build the optimizer with the"
                                + " storage it was saved with; nothing was changed");
        Handmade kahan = Handmade.of(Rules.ADAM).kahan().build(parameters);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kahan.restore(wide))
                .withMessage(
                        "Adam: the saved state does not fit: tensor `b` has 0 companions of its"
                                + " parameters there, 2 here; build the optimizer without kahan(),"
                                + " as it was saved; nothing was changed");
        OptimizerState exact = kahan.saveState();
        Handmade rounded = Handmade.of(Rules.ADAM).build(parameters);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rounded.restore(exact))
                .withMessageContaining("build the optimizer with kahan(), as it was saved");
    }

    @ParameterizedTest
    @MethodSource("dev.optweave.runtime.StorageTest#storages")
    void continuesBetweenUpdatesToo(Storage storage, Rounding rounding) throws IOException {
        Parameters parameters = Data.ofAllTypes(1);
        Handmade original = adam(storage, rounding, parameters);
        for (int call = 0; call < 4; call++) {
            step(original, call);
        }
        byte[] saved = SavedBytes.of(original.saveState());
        Handmade copy = adam(storage, rounding, parameters);
        step(copy, 77);
        copy.restore(SavedBytes.read(saved));
        assertThat(SavedBytes.of(copy.saveState())).isEqualTo(saved);
    }

    @Test
    void doesNotSaveCompanionsThatAViewHasMoved() throws IOException {
        Handmade optimizer =
                Handmade.of(Rules.AVERAGING)
                        .kahan()
                        .build(Parameters.of(Data.bfloat16s("b", 1, 300)));
        step(optimizer, 1);
        step(optimizer, 2);
        byte[] before = SavedBytes.of(optimizer.saveState());
        try (Evaluation view = optimizer.evaluation()) {
            assertThatIllegalStateException()
                    .isThrownBy(optimizer::saveState)
                    .withMessage(
                            "Averaging: saving the state is not possible: a view of the evaluation"
                                    + " point is open and has moved the companions of tensor `b`;"
                                    + " close it first");
            assertThat(view.parameters()).isSameAs(optimizer.parameters());
        }
        assertThat(SavedBytes.of(optimizer.saveState())).isEqualTo(before);
    }

    @Test
    void savesInAViewWhereThereAreNoCompanions() throws IOException {
        Handmade optimizer = Handmade.of(Rules.AVERAGING).build(Data.ofAllTypes(1));
        step(optimizer, 1);
        byte[] before = SavedBytes.of(optimizer.saveState());
        try (Evaluation view = optimizer.evaluation()) {
            assertThat(view.parameters()).isSameAs(optimizer.parameters());
            assertThat(SavedBytes.of(optimizer.saveState())).isEqualTo(before);
        }
    }

    @Test
    void readsAStateThatIsUnnecessaryAsTheVersionBeforeStoragesWroteIt() throws IOException {
        Parameters parameters = Parameters.of(Data.floats("w", 1, 2), Data.doubles("d", 1, 1));
        Handmade plain = Handmade.of(Rules.MOMENTUM).set("rho", 0).build(parameters);
        plain.restore(SavedBytes.read(versionOne(false)));

        assertThat(plain.steps()).isEqualTo(12);
        assertThat(plain.state("v").length(1)).isZero();
    }

    @Test
    void readsWhatTheVersionBeforeStoragesWrote() throws IOException {
        Parameters parameters = Parameters.of(Data.floats("w", 1, 2), Data.doubles("d", 1, 1));
        Handmade momentum = Handmade.of(Rules.MOMENTUM).build(parameters);
        momentum.restore(SavedBytes.read(versionOne(true)));

        assertThat(momentum.steps()).isEqualTo(12);
        assertThat(momentum.state("v").get(0, 0)).isEqualTo(0.5);
        assertThat(momentum.state("v").get(0, 1)).isEqualTo(-3);
        assertThat(momentum.state("v").get(1, 0)).isEqualTo(0.1);
    }

    /**
     * As that version laid it out.
     *
     * @param present whether the state is there, or was unnecessary
     */
    private static byte[] versionOne(boolean present) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeBytes("OPTWEAVE");
        out.writeInt(1);
        out.writeUTF("Momentum");
        out.writeLong(12);
        out.writeBoolean(true);
        out.writeInt(0);
        out.writeInt(1);
        out.writeUTF("v");
        out.writeUTF("ELEMENT");
        out.writeInt(1);
        out.writeUTF("default");
        out.writeBoolean(present);
        out.writeDouble(0);
        out.writeInt(2);
        tensor(out, "w", false, 2);
        out.writeInt(present ? 2 : 0);
        if (present) {
            out.writeFloat(0.5f);
            out.writeFloat(-3);
        }
        tensor(out, "d", true, 1);
        out.writeInt(present ? 1 : 0);
        if (present) {
            out.writeDouble(0.1);
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes.toByteArray());
        out.writeLong(checksum.getValue());
        return bytes.toByteArray();
    }

    private static void tensor(DataOutputStream out, String name, boolean isDouble, int length)
            throws IOException {
        out.writeUTF(name);
        out.writeBoolean(isDouble);
        out.writeInt(0);
        out.writeInt(1);
        out.writeInt(length);
        out.writeDouble(0);
    }
}
