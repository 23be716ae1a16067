package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.conformance.random.RandomRule;
import dev.optweave.conformance.random.RandomRules;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Compiler;
import dev.optweave.processor.program.Function;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Program.Section;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What holds of random rules before any code is generated from them. */
class LoweredProgramsTest {

    @Provide
    Arbitrary<RandomRule> rules() {
        return RandomRules.wellTyped();
    }

    @Provide
    Arbitrary<List<RandomRule>> manyRules() {
        return rules().list().ofSize(300);
    }

    @Provide
    Arbitrary<RandomRule> strictRules() {
        return RandomRules.wellTyped().map(RandomRule::strict);
    }

    /** Rules that divide by nothing that may be zero: an infinity would tell 0 from -0. */
    @Provide
    Arbitrary<RandomRule> rulesWithoutPoles() {
        Predicate<String> pole =
                Pattern.compile("/(?!\\((?:abs|sqrt)\\()|\\^\\(|/= (?!abs)").asPredicate();
        return strictRules().filter(rule -> rule.statements().stream().noneMatch(pole));
    }

    /** The interpreter runs the program as it is before it is split, and after. */
    @Property(tries = 100, seed = "20261122", shrinking = ShrinkingMode.OFF)
    void splittingIntoPhasesChangesNoBit(@ForAll("rules") RandomRule random) {
        CompiledRule compiled = Differential.compile(random);
        CompiledRule unsplit =
                new CompiledRule(
                        compiled.rule(),
                        compiled.variables(),
                        compiled.specializations().stream()
                                .map(LoweredProgramsTest::unsplit)
                                .toList());
        for (Scenario scenario : Scenarios.of(compiled.rule(), random.source().hashCode())) {
            Outcome whole = InterpretedRun.run(unsplit, scenario);
            Outcome split = InterpretedRun.run(compiled, scenario);
            assertThat(whole.difference(split)).as(random.source()).isEmpty();
        }
    }

    /** What a loop computes anew has the bits of what it would have read back. */
    @Property(tries = 100, seed = "20261122", shrinking = ShrinkingMode.OFF)
    void readingNothingBackChangesNoBit(@ForAll("rules") RandomRule random) {
        CompiledRule compiled = Differential.compile(random);
        CompiledRule anew = Differential.withoutReadBack(compiled);
        if (anew.equals(compiled)) {
            return;
        }
        for (Scenario scenario : Scenarios.of(compiled.rule(), random.source().hashCode())) {
            Outcome back = InterpretedRun.run(compiled, scenario);
            assertThat(back.difference(InterpretedRun.run(anew, scenario)))
                    .as(random.source())
                    .isEmpty();
        }
    }

    /** Under STRICT arithmetic the lowered program computes what is written, bit by bit. */
    @Property(tries = 100, seed = "20261122", shrinking = ShrinkingMode.OFF)
    void strictProgramsComputeWhatIsWritten(@ForAll("strictRules") RandomRule random) {
        CompiledRule compiled = Differential.compile(random);
        for (Scenario scenario : Scenarios.of(compiled.rule(), random.source().hashCode())) {
            if (scenario.runsAsWritten()) {
                Outcome written = WrittenRun.run(compiled.rule(), scenario);
                Outcome lowered = InterpretedRun.run(compiled, scenario);
                assertThat(written.firstDifferenceOf(lowered)).as(random.source()).isEmpty();
            }
        }
    }

    /**
     * What a specialization leaves out would have been zero. In double the scalars that are left
     * over are computed as precisely as the elements would have been.
     */
    @Property(tries = 200, seed = "20261122", shrinking = ShrinkingMode.OFF)
    void leavingOutTermsOfZeroChangesNothing(@ForAll("rulesWithoutPoles") RandomRule random) {
        CompiledRule compiled = Differential.compile(random);
        CompiledRule whole =
                new CompiledRule(compiled.rule(), compiled.variables(), List.of(compiled.whole()));
        Scenario scenario = Scenarios.withZeros(compiled.rule(), random.source().hashCode());
        Outcome expected = InterpretedRun.run(whole, scenario);
        if (compiled.specializations().size() > 1 && expected.isFinite()) {
            Outcome actual = InterpretedRun.run(compiled, scenario);
            assertThat(expected.largestErrorOf(actual)).as(random.source()).isZero();
        }
    }

    /** What the random rules are made of, so that agreement on them means something. */
    @Property(tries = 1, seed = "20261122", shrinking = ShrinkingMode.OFF)
    void randomRulesUseAllOfTheLanguage(@ForAll("manyRules") List<RandomRule> rules) {
        Set<Function> functions = EnumSet.noneOf(Function.class);
        Set<String> features = new TreeSet<>();
        for (RandomRule random : rules) {
            CompiledRule compiled = Differential.compile(random);
            compiled.whole().sections().values().forEach(program -> note(program, functions));
            features.addAll(features(compiled));
        }
        assertThat(functions).containsExactlyInAnyOrder(Function.values());
        assertThat(features)
                .containsExactly(
                        "1 loops",
                        "2 loops",
                        "3 loops",
                        "4 loops",
                        "DECOUPLED",
                        "ELEMENT",
                        "EVALUATION_POINT",
                        "EXPLICIT",
                        "FAST",
                        "GRADIENT_POINT",
                        "INITIALIZE",
                        "L2",
                        "STEP",
                        "STRICT",
                        "TENSOR",
                        "UPDATE",
                        "reads back",
                        "reduces over ALL",
                        "reduces over TENSOR");
    }

    private static void note(Program program, Set<Function> functions) {
        for (Instruction instruction : program.instructions()) {
            if (instruction.operation() instanceof Operation.Compute compute) {
                functions.add(compute.function());
            }
        }
    }

    private static Set<String> features(CompiledRule compiled) {
        Set<String> features = new TreeSet<>();
        features.add(compiled.rule().arithmetic().toString());
        compiled.rule().states().forEach(state -> features.add(state.shape().toString()));
        compiled.rule()
                .hyperparameters()
                .forEach(h -> h.mode().ifPresent(mode -> features.add(mode.toString())));
        compiled.whole()
                .sections()
                .forEach(
                        (section, program) -> {
                            features.add(section.toString());
                            reductions(program).forEach(features::add);
                        });
        Program update = compiled.whole().section(Section.UPDATE).orElseThrow();
        long loops = update.phases().stream().filter(Phase::hasLoop).count();
        features.add(Math.min(loops, 4) + " loops");
        if (!compiled.whole().exact().isEmpty()) {
            features.add("reads back");
        }
        return features;
    }

    private static Stream<String> reductions(Program program) {
        return program.instructions().stream()
                .map(Instruction::operation)
                .filter(Operation.Reduce.class::isInstance)
                .map(operation -> "reduces over " + ((Operation.Reduce) operation).scope());
    }

    private static LoweredRule unsplit(LoweredRule lowered) {
        Rule rule = lowered.rule();
        Map<Section, Program> sections = new HashMap<>();
        for (Section section : lowered.sections().keySet()) {
            List<Compiler.Result> passes = Compiler.trace(rule, lowered.absent(), section);
            sections.put(section, passes.get(passes.size() - 2).program());
        }
        return new LoweredRule(
                rule, lowered.absent(), lowered.variables(), lowered.exact(), sections);
    }
}
