package dev.optweave.processor.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.Program.Section;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules whose later loops read back what an earlier one stored, and their twins, which do not. */
class ReadBackTest {

    @Test
    void aReductionSplitsTheRuleIntoTwoLoopsThatReadTheStateBack() {
        Rule rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .decayRate("beta", 0.9)
                        .state("m")
                        .update("m = ema(m, g, beta)", "w -= lr * m / (norm(m) + 1)")
                        .build();
        Certificate certificate = Certificate.of(Compiler.compile(rule).whole());

        assertThat(certificate.phases()).isEqualTo(2);
        assertThat(certificate.loops().get(0).reads()).containsExactlyInAnyOrder("m", "g");
        assertThat(certificate.loops().get(0).writes()).containsExactly("m");
        assertThat(certificate.loops().get(1).reads()).containsExactlyInAnyOrder("m", "w");
        assertThat(certificate.loops().get(1).writes()).containsExactly("w");
    }

    @Test
    void aStoreWaitsForTheLastLoopThatNeedsTheOldValue() {
        Rule rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .decayRate("beta", 0.9)
                        .state("m")
                        .update("m = ema(m, g, beta)", "w -= lr * old(m) / (norm(m) + 1)")
                        .build();
        Certificate certificate = Certificate.of(Compiler.compile(rule).whole());

        assertThat(certificate.loops().get(0).writes()).isEmpty();
        assertThat(certificate.loops().get(1).writes()).containsExactlyInAnyOrder("m", "w");
    }

    /** m is needed in both loops, w += m is the second one. */
    private static CompiledRule normalized(Storage storage) {
        return Compiler.compile(
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .hyper("rho", 0)
                        .state("m", storage, Rounding.NEAREST)
                        .state("b", storage, Rounding.NEAREST)
                        .update(
                                "m = ema(m, g, 0.9)",
                                "b = rho*b + m",
                                "w -= lr * b / (norm(m) + 1)")
                        .build());
    }

    @Test
    void aRuleThatReadsBackHasATwinThatComputesAnew() {
        CompiledRule compiled = normalized(Storage.SAME);

        assertThat(compiled.specializations())
                .extracting(LoweredRule::absent)
                .containsExactly(Set.of(), Set.of(), Set.of("rho"), Set.of("rho"));
        assertThat(compiled.specializations().get(0).exact())
                .extracting(Variable::name)
                .containsExactly("b");
        assertThat(compiled.specializations().get(1).exact()).isEmpty();
        assertThat(compiled.specializations().stream().map(compiled::computesAnew))
                .containsExactly(false, true, false, true);
    }

    @Test
    void theTwinStoresWhereNoLaterLoopNeedsTheOldValue() {
        LoweredRule twin = normalized(Storage.SAME).specializations().get(1);
        Certificate certificate = Certificate.of(twin);

        assertThat(certificate.phases()).isEqualTo(2);
        assertThat(certificate.loops().get(0).reads()).containsExactlyInAnyOrder("m", "g");
        assertThat(certificate.loops().get(0).writes()).isEmpty();
        assertThat(certificate.loops().get(1).reads())
                .containsExactlyInAnyOrder("m", "g", "b", "w");
        assertThat(certificate.loops().get(1).writes()).containsExactlyInAnyOrder("m", "b", "w");
    }

    @Test
    void noLoopOfATwinReadsWhatAnEarlierOneStored() {
        Rule rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .state("m")
                        .state("v")
                        .update(
                                "m = ema(m, g / (norm(g) + 1), 0.9)",
                                "v = ema(v, m^2 / (sum(m) + 1), 0.9)",
                                "w -= lr * (m + maxabs(v))")
                        .build();
        CompiledRule compiled = Compiler.compile(rule);
        Program readingBack = compiled.whole().section(Section.UPDATE).orElseThrow();
        LoweredRule twin = compiled.specializations().get(1);

        assertThat(SplitIntoPhases.readBack(readingBack)).isEqualTo(compiled.whole().exact());
        assertThat(compiled.whole().exact()).isNotEmpty();
        assertThat(twin.absent()).isEmpty();
        assertThat(SplitIntoPhases.readBack(twin.section(Section.UPDATE).orElseThrow())).isEmpty();
    }

    @Test
    void aRuleThatReadsNothingBackHasNoTwin() {
        CompiledRule adamW = Compiler.compile(Rules.adamW());

        assertThat(adamW.specializations()).extracting(LoweredRule::absent).doesNotHaveDuplicates();
        assertThat(adamW.specializations()).allMatch(lowered -> lowered.exact().isEmpty());
        assertThat(adamW.specializations()).noneMatch(adamW::computesAnew);
    }

    @Test
    void declaredStorageThatRoundsWantsTheTwin() {
        assertThat(normalized(Storage.SAME).asDeclared().exact()).isNotEmpty();
        assertThat(normalized(Storage.INT8_BLOCK).asDeclared().exact()).isEmpty();
        assertThat(normalized(Storage.FLOAT32).asDeclared().exact()).isEmpty();
    }

    @Test
    void theTraceOfATwinEndsWithItsProgram() {
        LoweredRule twin = normalized(Storage.SAME).specializations().get(1);
        List<Compiler.Result> trace = Compiler.trace(twin, Section.UPDATE);

        assertThat(trace.get(trace.size() - 1))
                .isEqualTo(
                        new Compiler.Result("split", twin.section(Section.UPDATE).orElseThrow()));
    }
}
