package dev.optweave.processor.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Compiler;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Rules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an interpreted optimizer stores, and when. */
class ReferenceStorageTest {

    /** Between two brain floats, nearer to the lower one, 1. */
    private static final float THIRD = 1 + 0x1p-7f / 3;

    private static ReferenceTensor tensor(ElementType type, double... values) {
        ReferenceTensor tensor = new ReferenceTensor("w", type, values);
        tensor.gradient(values);
        return tensor;
    }

    private static ReferenceOptimizer optimizer(Rule rule, ReferenceTensor... tensors) {
        return new ReferenceOptimizer(
                Compiler.compile(rule), Hyperparameters.defaults(), List.of(tensors));
    }

    /** m = g; w = m. */
    private static Rule copying(Storage storage, Rounding rounding) {
        return Rules.rule().state("m", storage, rounding).update("m = g", "w = m").build();
    }

    @Test
    void aStateIsStoredAsDeclaredAndUsedAsComputed() {
        ReferenceTensor tensor = tensor(ElementType.FLOAT, THIRD);
        optimizer(copying(Storage.BFLOAT16, Rounding.NEAREST), tensor).step();

        assertThat(tensor.elementState("m")).containsExactly(1);
        assertThat(tensor.values()).containsExactly(THIRD);
    }

    @Test
    void aTensorsOwnStorageComesBeforeTheDeclaredOne() {
        ReferenceTensor tensor = tensor(ElementType.FLOAT, THIRD);
        tensor.storage("m", Storage.SAME, Rounding.NEAREST);
        optimizer(copying(Storage.BFLOAT16, Rounding.NEAREST), tensor).step();

        assertThat(tensor.elementState("m")).containsExactly(THIRD);
    }

    @Test
    void doublesAreNarrowedToFloatFirst() {
        double aboveTheMiddle = 1 + 0x1p-8 + 0x1p-40; // in float exactly the middle
        ReferenceTensor brain = tensor(ElementType.DOUBLE, aboveTheMiddle);
        optimizer(copying(Storage.BFLOAT16, Rounding.NEAREST), brain).step();
        ReferenceTensor single = tensor(ElementType.DOUBLE, 0.1);
        optimizer(copying(Storage.FLOAT32, Rounding.NEAREST), single).step();

        assertThat(brain.elementState("m")).containsExactly(1);
        assertThat(single.elementState("m")).containsExactly(0.1f);
        assertThat(single.values()).containsExactly(0.1);
    }

    @Test
    void initialValuesAreStoredToo() {
        Rule rule =
                Rules.rule()
                        .state("m", Shape.ELEMENT, "w")
                        .update("w = m + g", "m = m + 0*g")
                        .build();
        ReferenceTensor tensor = tensor(ElementType.FLOAT, THIRD);
        tensor.storage("m", Storage.FLOAT16, Rounding.NEAREST);
        tensor.gradient(new double[1]);
        optimizer(rule, tensor).step();

        assertThat(tensor.values()).containsExactly(BinaryFormat.FLOAT16.nearest(THIRD));
    }

    @Test
    void roundingAtRandomFollowsSeedStepTensorStateAndElement() {
        Rule rule =
                Rules.rule()
                        .state("unused", Storage.SAME, Rounding.NEAREST)
                        .state("m", Storage.BFLOAT16, Rounding.STOCHASTIC)
                        .update("m = g", "unused = g", "w = m")
                        .build();
        double[] values = new double[8];
        java.util.Arrays.fill(values, THIRD);
        ReferenceTensor first = tensor(ElementType.FLOAT, values);
        ReferenceTensor second = tensor(ElementType.FLOAT, values);
        ReferenceOptimizer optimizer = optimizer(rule, first, second);
        optimizer.seed(99);
        optimizer.step();
        optimizer.step();

        StoreNoise noise = new StoreNoise(99, 1, 2, Section.UPDATE);
        for (int i = 0; i < values.length; i++) {
            int bits = noise.stream(1).applyAsInt(i);
            assertThat(second.elementState("m")[i])
                    .isEqualTo(BinaryFormat.BFLOAT16.stochastic(THIRD, bits));
        }
        assertThat(second.elementState("m")).isNotEqualTo(first.elementState("m"));
        assertThat(second.elementState("m")).contains(1).contains(1 + 0x1p-7);
    }

    @Test
    void brainFloatParametersLoseWhatACompanionKeeps() {
        Rule rule = Rules.rule().update("w = w + g").build();
        ReferenceTensor plain = tensor(ElementType.FLOAT, 1);
        plain.bfloat16(Rounding.NEAREST);
        ReferenceTensor compensated = tensor(ElementType.FLOAT, 1);
        compensated.bfloat16WithCompanion();
        ReferenceOptimizer optimizer = optimizer(rule, plain, compensated);
        for (int step = 0; step < 8; step++) {
            plain.gradient(new double[] {0x1p-10});
            compensated.gradient(new double[] {0x1p-10});
            optimizer.step();
        }

        assertThat(plain.values()).containsExactly(1);
        assertThat(plain.companion()).isEmpty();
        assertThat(compensated.values()).containsExactly(1 + 0x1p-7);
        assertThat(compensated.companion()).containsExactly(0);
    }

    @Test
    void aCompanionKeepsNothingOfWhatIsNotFinite() {
        Rule rule = Rules.rule().update("w = g").build();
        ReferenceTensor tensor = tensor(ElementType.FLOAT, Float.MAX_VALUE, Float.NaN, 1.001f);
        tensor.bfloat16WithCompanion();
        optimizer(rule, tensor).step();

        assertThat(tensor.values()).containsExactly(Double.POSITIVE_INFINITY, Double.NaN, 1);
        assertThat(tensor.companion()[0]).isZero();
        assertThat(tensor.companion()[1]).isZero();
        assertThat(tensor.companion()[2])
                .isCloseTo(0.001, org.assertj.core.data.Offset.offset(1e-5));
    }

    @Test
    void theEvaluationPointIsRoundedAndTheParameterComesBackWithItsCompanion() {
        Rule rule = Rules.rule().update("w = g").evaluateAt("w + w").build();
        ReferenceTensor tensor = tensor(ElementType.FLOAT, THIRD);
        tensor.bfloat16WithCompanion();
        ReferenceOptimizer optimizer = optimizer(rule, tensor);
        optimizer.step();
        double[] companion = tensor.companion();
        optimizer.evaluate(() -> assertThat(tensor.values()).containsExactly(2));

        assertThat(tensor.values()).containsExactly(1);
        assertThat(tensor.companion()).isEqualTo(companion);
        assertThat(companion[0]).isNotZero();
    }

    @Test
    void brainFloatsAreNotComputedInDouble() {
        ReferenceTensor tensor = tensor(ElementType.DOUBLE, 1);

        assertThatThrownBy(() -> tensor.bfloat16(Rounding.NEAREST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of doubles");
    }

    /** Two loops that need m, three that need w. */
    private static CompiledRule normalized() {
        return Compiler.compile(
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .state("m")
                        .update(
                                "w -= lr * g",
                                "m = ema(m, g, 0.9)",
                                "w = w / (norm(w) + 1)",
                                "w -= lr * m / (norm(m) + 1)")
                        .build());
    }

    @Test
    void onlyWhatIsStoredExactlyIsReadBack() {
        CompiledRule rule = normalized();
        ReferenceTensor exact = tensor(ElementType.FLOAT, 1);
        ReferenceTensor same = tensor(ElementType.FLOAT, 1);
        same.storage("m", Storage.FLOAT32, Rounding.NEAREST);
        ReferenceTensor narrowed = tensor(ElementType.DOUBLE, 1);
        narrowed.storage("m", Storage.FLOAT32, Rounding.NEAREST);
        ReferenceTensor reduced = tensor(ElementType.FLOAT, 1);
        reduced.storage("m", Storage.INT8_BLOCK, Rounding.STOCHASTIC);

        assertThat(rule.whole().exact()).extracting("name").containsExactly("m");
        assertThat(form(rule, exact)).isEqualTo(rule.whole());
        assertThat(form(rule, same)).isEqualTo(rule.whole());
        assertThat(form(rule, narrowed).exact()).isEmpty();
        assertThat(form(rule, reduced).exact()).isEmpty();
        assertThat(form(rule, exact, reduced).exact()).isEmpty();
    }

    private static LoweredRule form(CompiledRule rule, ReferenceTensor... tensors) {
        return new ReferenceOptimizer(rule, Hyperparameters.defaults(), List.of(tensors))
                .group(0)
                .lowered();
    }

    @ParameterizedTest
    @EnumSource
    void loopsSeeWhatWasComputedWhateverTheStorage(Storage storage) {
        CompiledRule rule = normalized();
        ReferenceTensor split = reduced(storage);
        ReferenceTensor unsplit = reduced(storage);
        run(new ReferenceOptimizer(rule, Hyperparameters.defaults(), List.of(split)), split);
        List<ReferenceOptimizer.Group> groups =
                List.of(new ReferenceOptimizer.Group(Hyperparameters.defaults(), List.of(unsplit)));
        run(
                new ReferenceOptimizer(List.of(unsplit(rule.whole())), groups, List.of(unsplit)),
                unsplit);

        assertThat(split.values()).isEqualTo(unsplit.values());
        assertThat(split.elementState("m")).isEqualTo(unsplit.elementState("m"));
    }

    /** The twin of a rule is worth having: reading back what was rounded gives other numbers. */
    @Test
    void readingBackWhatWasRoundedIsAnotherRule() {
        CompiledRule rule = normalized();
        ReferenceTensor right = reduced(Storage.BFLOAT16);
        ReferenceTensor wrong = reduced(Storage.BFLOAT16);
        run(new ReferenceOptimizer(rule, Hyperparameters.defaults(), List.of(right)), right);
        LoweredRule whole = rule.whole();
        LoweredRule careless =
                new LoweredRule(
                        whole.rule(),
                        whole.absent(),
                        whole.variables(),
                        Set.of(),
                        whole.sections());
        List<ReferenceOptimizer.Group> groups =
                List.of(new ReferenceOptimizer.Group(Hyperparameters.defaults(), List.of(wrong)));
        run(new ReferenceOptimizer(List.of(careless), groups, List.of(wrong)), wrong);

        assertThat(wrong.values()).isNotEqualTo(right.values());
    }

    private static ReferenceTensor reduced(Storage storage) {
        ReferenceTensor tensor =
                tensor(ElementType.FLOAT, new Random(1).doubles(300, -1, 1).toArray());
        tensor.storage("m", storage, Rounding.STOCHASTIC);
        return tensor;
    }

    private static void run(ReferenceOptimizer optimizer, ReferenceTensor tensor) {
        Random random = new Random(2);
        optimizer.seed(7);
        for (int step = 0; step < 3; step++) {
            tensor.gradient(random.doubles(tensor.length(), -1, 1).toArray());
            optimizer.step();
        }
    }

    private static LoweredRule unsplit(LoweredRule lowered) {
        Map<Section, Program> sections = new EnumMap<>(Section.class);
        for (Section section : lowered.sections().keySet()) {
            List<Compiler.Result> passes =
                    Compiler.trace(lowered.rule(), lowered.absent(), section);
            sections.put(section, passes.get(passes.size() - 2).program());
        }
        return new LoweredRule(
                lowered.rule(), lowered.absent(), lowered.variables(), Set.of(), sections);
    }
}
