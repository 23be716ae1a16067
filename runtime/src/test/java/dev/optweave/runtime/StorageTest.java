package dev.optweave.runtime;

import static dev.optweave.State.Rounding.NEAREST;
import static dev.optweave.State.Rounding.STOCHASTIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.StateDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What states and parameters lie in. */
class StorageTest {

    static Stream<Arguments> storages() {
        List<Arguments> all = new ArrayList<>();
        for (Storage storage : Storage.values()) {
            for (Rounding rounding : Rounding.values()) {
                boolean narrow = storage != Storage.SAME && storage != Storage.FLOAT32;
                if (rounding == NEAREST || narrow) {
                    all.add(Arguments.of(storage, rounding));
                }
            }
        }
        return all.stream();
    }

    private static void steps(Handmade optimizer, int count) {
        for (int step = 0; step < count; step++) {
            long seed = step;
            optimizer.step(
                    () -> {
                        Data.refill(optimizer.parameters(), seed);
                        return 0;
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("storages")
    void theResultIsTheSameForAnyNumberOfThreads(Storage storage, Rounding rounding) {
        for (RuleDescriptor rule : List.of(Rules.ADAM, Rules.LOOK_AHEAD, Rules.TRUST)) {
            long[] expected = {};
            for (int threads = 1; threads <= 3; threads++) {
                Parameters parameters = Data.ofAllTypes(1);
                try (Handmade optimizer =
                        Handmade.of(rule)
                                .threads(threads)
                                .seed(42)
                                .storage(storage, rounding)
                                .parameterRounding(rounding)
                                .build(parameters)) {
                    steps(optimizer, 3);
                }
                long[] bits = Data.bits(parameters);
                expected = threads == 1 ? bits : expected;
                assertThat(bits).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("storages")
    void aStateIsRoundedOnceAStepAndNothingElseIs(Storage storage, Rounding rounding) {
        Parameters plain = Data.ofAllTypes(1);
        Parameters stored = Data.ofAllTypes(1);
        Handmade a = Handmade.of(Rules.MOMENTUM).build(plain);
        Handmade b = Handmade.of(Rules.MOMENTUM).storage(storage, rounding).build(stored);
        a.step();
        b.step();

        // The first step sees no stored state, so only the state itself can differ.
        assertThat(Data.bits(stored)).isEqualTo(Data.bits(plain));
        for (int t = 0; t < plain.size(); t++) {
            for (int i = 0; i < plain.tensors().get(t).length(); i++) {
                double exact = a.state("v").get(t, i);
                double error = Math.abs(b.state("v").get(t, i) - exact);
                assertThat(error).isLessThanOrEqualTo(bound(storage, exact) * 2);
            }
        }
    }

    /** Half a step around x; gradients are below 6, so units are too. */
    private static double bound(Storage storage, double x) {
        double size = Math.abs(x);
        return switch (storage) {
            case SAME, FLOAT32 -> size * 0x1p-24;
            case BFLOAT16 -> size * 0x1p-8;
            case FLOAT16 -> Math.max(size * 0x1p-11, 0x1p-25);
            case INT8_BLOCK -> Math.max(size, 6e-7) / 2;
        };
    }

    @Test
    void statesTakeTheirStoragesBytes() {
        Parameters parameters = Parameters.of(Data.floats("w", 1, 1000), Data.doubles("d", 1, 7));
        // Adam has two states per element, and two per step.
        assertThat(Handmade.of(Rules.ADAM).build(parameters).stateBytes())
                .isEqualTo(2 * (4000 + 56) + 16);
        assertThat(bytes(parameters, Storage.FLOAT32)).isEqualTo(2 * (4000 + 28) + 16);
        assertThat(bytes(parameters, Storage.BFLOAT16)).isEqualTo(2 * (2000 + 14) + 16);
        assertThat(bytes(parameters, Storage.FLOAT16)).isEqualTo(2 * (2000 + 14) + 16);
        assertThat(bytes(parameters, Storage.INT8_BLOCK))
                .isEqualTo(2 * (1000 + 4 * 4 + 7 + 4) + 16);
        Parameters narrow = Parameters.of(Data.bfloat16s("w", 1, 1000));
        assertThat(bytes(narrow, Storage.SAME)).isEqualTo(2 * 4000 + 16);
        assertThat(Handmade.of(Rules.SGD).kahan().build(narrow).stateBytes()).isEqualTo(2000);
    }

    private static long bytes(Parameters parameters, Storage storage) {
        return Handmade.of(Rules.ADAM).storage(storage).build(parameters).stateBytes();
    }

    @Test
    void whatIsNamedGoesBeforeAllAndAGroupBeforeTheRest() {
        Parameters parameters =
                Parameters.of(
                        Data.floats("a", 1, 256),
                        Data.floats("b", 1, 256),
                        Data.floats("c", 1, 256));
        Handmade adam =
                Handmade.of(Rules.ADAM)
                        .storage("v", Storage.FLOAT16)
                        .storage(Storage.INT8_BLOCK)
                        .group("b", t -> t.name().equals("b"), g -> g.storage("m", Storage.SAME))
                        .group("c", t -> t.name().equals("c"), g -> g.storage(Storage.SAME))
                        .build(parameters);
        // m: 260, 1024, 1024; v: 512, 512, 1024; three groups with two states per step.
        assertThat(adam.stateBytes()).isEqualTo(260 + 1024 + 1024 + 512 + 512 + 1024 + 48);
    }

    @Test
    void declaredStorageHoldsUnlessTheBuilderSaysOtherwise() {
        StateDescriptor declared =
                new StateDescriptor("v", Shape.ELEMENT, true, Storage.BFLOAT16, STOCHASTIC);
        RuleDescriptor rule =
                Rules.rule(
                        "Narrow",
                        Rules.MOMENTUM.hyperparameters(),
                        List.of(declared),
                        new Rules.MomentumKernel());
        Parameters parameters = Parameters.of(Data.floats("w", 1, 100));
        assertThat(Handmade.of(rule).build(parameters).stateBytes()).isEqualTo(200);
        assertThat(Handmade.of(rule).storage(Storage.SAME).build(parameters).stateBytes())
                .isEqualTo(400);
        assertThat(Handmade.of(rule).storage("v", Storage.SAME).build(parameters).stateBytes())
                .isEqualTo(400);
    }

    @Test
    void refusesStorageThatMakesNoSense() {
        Handmade.Builder adam = Handmade.of(Rules.ADAM);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.storage("M", Storage.FLOAT16))
                .withMessage("Adam: no state `M`; did you mean `m`? known: `m`, `v`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.storage("beta1^t", Storage.FLOAT16))
                .withMessage(
                        "Adam: state `beta1^t` has one value per group, which is always a double;"
                                + " storage can be chosen for states per element: [m, v]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handmade.of(Rules.TRUST).storage("normOfW", Storage.FLOAT16))
                .withMessageContaining("has one value per tensor");
        assertThatNullPointerException()
                .isThrownBy(() -> adam.storage(null, Storage.FLOAT16))
                .withMessage("state");
        for (Storage exact : List.of(Storage.SAME, Storage.FLOAT32)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> adam.storage(exact, STOCHASTIC))
                    .withMessage(
                            "Adam: storage "
                                    + exact
                                    + " is never rounded at random; STOCHASTIC goes with BFLOAT16,"
                                    + " FLOAT16 and INT8_BLOCK");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handmade.of(Rules.ADAM).kahan().parameterRounding(STOCHASTIC))
                .withMessageContaining("exclude each other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handmade.of(Rules.ADAM).parameterRounding(STOCHASTIC).kahan())
                .withMessageContaining("exclude each other");
    }

    @Test
    void refusesAWordOnBrainFloatsWhereThereAreNone() {
        Parameters floats = Parameters.of(Data.floats("w", 1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handmade.of(Rules.SGD).kahan().build(floats))
                .withMessage(
                        "Sgd: kahan() is for parameters of brain floats, made by"
                                + " Tensor.ofBFloat16; the parameters have none: [w float[2]]");
        Parameters both = Parameters.of(Data.floats("w", 1, 2), Data.bfloat16s("b", 1, 2));
        Handmade.of(Rules.SGD).parameterRounding(STOCHASTIC).build(both);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Handmade.of(Rules.SGD)
                                        .group(
                                                "wide",
                                                t -> !t.isBFloat16(),
                                                g -> g.parameterRounding(STOCHASTIC))
                                        .build(both))
                .withMessageContaining(
                        "parameterRounding(STOCHASTIC) is for parameters of brain floats")
                .withMessageContaining("group `wide` has none: [w float[2]]");
    }

    @Test
    void anotherSeedGivesOtherRoundings() {
        assertThat(trained(1)).isEqualTo(trained(1)).isNotEqualTo(trained(2));
    }

    private static long[] trained(long seed) {
        Parameters parameters = Parameters.of(Data.bfloat16s("w", 1, 300));
        Handmade sgd =
                Handmade.of(Rules.SGD).seed(seed).parameterRounding(STOCHASTIC).build(parameters);
        steps(sgd, 2);
        return Data.bits(parameters);
    }

    @Test
    void tensorsOfTheSameContentsAreRoundedDifferently() {
        Tensor first = Data.bfloat16s("a", 1, 300);
        Tensor second = Data.bfloat16s("b", 1, 300);
        Handmade sgd =
                Handmade.of(Rules.SGD)
                        .parameterRounding(STOCHASTIC)
                        .build(Parameters.of(first, second));
        sgd.step();
        assertThat(first.bfloat16Values()).isNotEqualTo(second.bfloat16Values());
    }

    /** Moves 1 towards 1.23, by 0.0023 at first: less than half the distance of brain floats. */
    private static float[] towards(Handmade.Builder builder) {
        short[] values = new short[2048];
        Arrays.fill(values, BFloat16.fromFloat(1));
        float[] gradient = new float[values.length];
        Handmade sgd =
                builder.lr(0.01).build(Parameters.of(Tensor.ofBFloat16(values, gradient, 2048)));
        for (int step = 0; step < 1000; step++) {
            for (int i = 0; i < values.length; i++) {
                gradient[i] = BFloat16.toFloat(values[i]) - 1.23f;
            }
            sgd.step();
        }
        return BFloat16.toFloats(values);
    }

    @Test
    void smallStepsAreLostRoundedToNearestButNotAtRandomNorWithCompanions() {
        assertThat(towards(Handmade.of(Rules.SGD))).containsOnly(1f);
        for (float value : towards(Handmade.of(Rules.SGD).kahan())) {
            assertThat(value).isEqualTo(1.23f, within(0x1p-7f));
        }
        float[] random = towards(Handmade.of(Rules.SGD).parameterRounding(STOCHASTIC));
        double mean = 0;
        for (float value : random) {
            mean += value / random.length;
        }
        assertThat(mean).isEqualTo(1.23, within(0x1p-9));
    }

    @Test
    void gradientsOfBrainFloatsAccumulateInFloatAndAreClipped() {
        short[] gradient = BFloat16.fromFloats(new float[] {1, 3, -200});
        float[] exact = {0, 0, 0};
        Tensor narrow = Tensor.ofBFloat16("narrow", new short[3], gradient, 3);
        Tensor wide = Tensor.of("wide", exact, new float[] {1, 3, -200}, 3);
        Handmade sgd =
                Handmade.of(Rules.SGD)
                        .lr(1)
                        .accumulateGradients(2)
                        .clipByValue(4)
                        .clipByNorm(2)
                        .build(Parameters.of(narrow, wide));
        sgd.step();
        gradient[0] = BFloat16.fromFloat(0x1p-10f);
        wide.floatGradient()[0] = 0x1p-10f;
        sgd.step();
        assertThat(narrow.bfloat16Values()).isEqualTo(BFloat16.fromFloats(exact));

        Handmade.of(Rules.SGD).clipByValue(4).build(Parameters.of(narrow)).step();
        assertThat(BFloat16.toFloats(gradient)).containsExactly(0x1p-10f, 3, -4);
    }

    @Test
    void viewsAndShiftedGradientsLeaveBrainFloatsAndCompanionsAsTheyWere() {
        for (RuleDescriptor rule : List.of(Rules.LOOK_AHEAD, Rules.AVERAGING)) {
            Parameters seen = Parameters.of(Data.bfloat16s("w", 1, 300));
            Parameters unseen = Parameters.of(Data.bfloat16s("w", 1, 300));
            Handmade a = Handmade.of(rule).kahan().build(seen);
            Handmade b = Handmade.of(rule).kahan().build(unseen);
            for (int step = 0; step < 5; step++) {
                steps(a, 1);
                steps(b, 1);
                long[] before = Data.bits(seen);
                a.evaluation().close();
                assertThat(Data.bits(seen)).isEqualTo(before).isEqualTo(Data.bits(unseen));
            }
        }
    }

    @Test
    void saysWhatStatesLieIn() {
        Parameters parameters = Parameters.of(Data.floats("w", 1, 2));
        assertThat(Handmade.of(Rules.ADAM).storage("v", Storage.FLOAT16).build(parameters))
                .hasToString(
                        "Adam after 0 steps: lr=0.1, beta1=0.9, beta2=0.999, v in FLOAT16,"
                                + " parameters [w float[2]]");
    }

    @Test
    void namesItsElementType() {
        Tensor tensor = Tensor.ofBFloat16("w", new short[6], 2, 3);
        assertThat(tensor).hasToString("w bfloat16[2, 3]");
        assertThat(tensor.isBFloat16()).isTrue();
        assertThat(tensor.isDouble()).isFalse();
        assertThat(tensor.hasBFloat16Gradient()).isTrue();
        assertThat(tensor.bfloat16Gradient()).hasSize(6);
        assertThat(Tensor.ofBFloat16(new short[2], new float[2], 2).floatGradient()).hasSize(2);
        assertThat(tensor.named("x").bfloat16Values()).isSameAs(tensor.bfloat16Values());
    }
}
