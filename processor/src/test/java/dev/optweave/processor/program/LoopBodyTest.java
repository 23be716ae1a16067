package dev.optweave.processor.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.LoopBody.Write;
import dev.optweave.processor.program.Program.Section;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopBodyTest {

    private static List<LoopBody.Step> steps(Rule rule) {
        CompiledRule compiled = Compiler.compile(rule);
        Program program = compiled.whole().section(Section.UPDATE).orElseThrow();
        Phase phase = program.phases().stream().filter(Phase::hasLoop).findFirst().orElseThrow();
        LoopSignature signature = LoopSignature.of(compiled, program, phase);
        return LoopBody.storingTogether(program, signature, phase, Names.avoiding(Set.of()))
                .steps();
    }

    private static List<String> written(List<LoopBody.Step> steps) {
        return steps.stream()
                .filter(Write.class::isInstance)
                .map(step -> ((Write) step).store().variable().name())
                .toList();
    }

    @Test
    void aStateIsStoredBehindAParameterThatWaitsForARootOfIt() {
        List<LoopBody.Step> steps =
                steps(
                        Rules.rule()
                                .learningRate("lr", 0.1)
                                .hyper("eps", 1e-8)
                                .state("s")
                                .update("s += g^2", "w -= lr * g / (sqrt(s) + eps)")
                                .build());

        assertThat(written(steps)).containsExactly("w", "s");
        assertThat(steps.subList(steps.size() - 2, steps.size()))
                .allMatch(step -> step instanceof Write);
    }

    @Test
    void aStateIsStoredFirstWhereTheParameterWaitsForNothing() {
        assertThat(
                        written(
                                steps(
                                        Rules.rule()
                                                .learningRate("lr", 0.1)
                                                .hyper("rho", 0.9)
                                                .state("s")
                                                .update("s = rho*s + g", "w -= lr * s")
                                                .build())))
                .containsExactly("s", "w");
    }

    @Test
    void aStateThatTheParameterDoesNotDependOnIsStoredFirst() {
        assertThat(
                        written(
                                steps(
                                        Rules.rule()
                                                .learningRate("lr", 0.1)
                                                .state("s")
                                                .update("s += g^2", "w -= lr * g / (abs(g) + 1)")
                                                .build())))
                .containsExactly("s", "w");
    }

    @Test
    void aParameterIsNotStoredBehindAState() {
        assertThat(
                        written(
                                steps(
                                        Rules.rule()
                                                .learningRate("lr", 0.1)
                                                .state("s")
                                                .update("w -= lr * g", "s = sqrt(abs(w))")
                                                .build())))
                .containsExactly("w", "s");
    }

    @Test
    void aStateIsNotStoredBehindAnotherState() {
        assertThat(
                        written(
                                steps(
                                        Rules.rule()
                                                .learningRate("lr", 0.1)
                                                .state("s")
                                                .state("b")
                                                .update(
                                                        "s += g^2",
                                                        "b = g / (sqrt(s) + 1)",
                                                        "w -= lr * b / (norm(b) + 1)")
                                                .build())))
                .containsExactly("s", "b");
    }

    @Test
    void severalStatesAreStoredInTheOrderOfTheirStatements() {
        assertThat(written(steps(Rules.adamW()))).containsExactly("m", "v", "w");
    }
}
