package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.conformance.random.RandomRule;
import dev.optweave.conformance.random.RandomRules;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Compiler;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Program.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Arbitrary<RandomRule> strictRules() {
        return RandomRules.wellTyped().map(RandomRule::strict);
    }

    /** The interpreter runs the program as it is before it is split, and after. */
    @Property(tries = 150, seed = "20261122", shrinking = ShrinkingMode.OFF)
    void splittingIntoPhasesChangesNoBit(@ForAll("rules") RandomRule random) {
        CompiledRule compiled = Differential.compile(random);
        CompiledRule unsplit =
                new CompiledRule(
                        compiled.rule(),
                        compiled.variables(),
                        compiled.specializations().stream()
                                .map(LoweredProgramsTest::unsplit)
                                .toList());
        for (Scenario scenario : Scenario.of(compiled.rule(), random.hashCode())) {
            Outcome whole = InterpretedRun.run(unsplit, scenario);
            Outcome split = InterpretedRun.run(compiled, scenario);
            assertThat(whole.difference(split)).as(random.source()).isEmpty();
        }
    }

    /** Under STRICT arithmetic the lowered program computes what is written, bit by bit. */
    @Property(tries = 150, seed = "20261122", shrinking = ShrinkingMode.OFF)
    void strictProgramsComputeWhatIsWritten(@ForAll("strictRules") RandomRule random) {
        CompiledRule compiled = Differential.compile(random);
        for (Scenario scenario : Scenario.of(compiled.rule(), random.hashCode())) {
            if (scenario.runsAsWritten()) {
                Outcome written = WrittenRun.run(compiled.rule(), scenario);
                Outcome lowered = InterpretedRun.run(compiled, scenario);
                assertThat(written.firstDifferenceOf(lowered)).as(random.source()).isEmpty();
            }
        }
    }

    private static LoweredRule unsplit(LoweredRule lowered) {
        Rule rule = lowered.rule();
        Map<Section, Program> sections = new HashMap<>();
        for (Section section : lowered.sections().keySet()) {
            List<Compiler.Result> passes = Compiler.trace(rule, lowered.absent(), section);
            sections.put(section, passes.get(passes.size() - 2).program());
        }
        return new LoweredRule(rule, lowered.absent(), lowered.variables(), sections);
    }
}
