package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.Arithmetic;
import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Compiler;
import dev.optweave.processor.reference.ElementType;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stock optimizers, as they are shipped, give the same bits as the interpreter. */
class StockRulesTest {

    static Stream<String> names() {
        return StockOptimizers.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theShippedClassGivesTheInterpretersBits(String name) throws ClassNotFoundException {
        CompiledRule rule = StockRules.named(name);
        Class<?> shipped = Class.forName("dev.optweave.optimizers." + name);
        for (int seed = 0; seed < 3; seed++) {
            for (Scenario scenario : Scenarios.of(rule.rule(), seed)) {
                Outcome expected = InterpretedRun.run(rule, scenario);
                Outcome actual = GeneratedRun.run(rule, shipped, scenario);
                assertThat(expected.difference(actual)).as("%s in %s", name, scenario).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void underStrictArithmeticTheLoweredRuleComputesWhatIsWritten(String name) {
        CompiledRule strict = Compiler.compile(strict(StockRules.named(name).rule()));
        for (Scenario scenario : Scenarios.of(strict.rule(), 0)) {
            if (scenario.runsAsWritten()) {
                Outcome written = WrittenRun.run(strict.rule(), scenario);
                Outcome lowered = InterpretedRun.run(strict, scenario);
                assertThat(written.firstDifferenceOf(lowered)).as(name).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void fastArithmeticDiffersFromStrictByRoundingAlone(String name) {
        CompiledRule fast = StockRules.named(name);
        CompiledRule strict = Compiler.compile(strict(fast.rule()));
        for (Scenario scenario : Scenarios.of(fast.rule(), 0)) {
            boolean ordinary = scenario.runsAsWritten() && !scenario.inputs().extreme();
            if (ordinary && scenario.type() == ElementType.DOUBLE) {
                Outcome written = InterpretedRun.run(strict, scenario);
                Outcome grouped = InterpretedRun.run(fast, scenario);
                assertThat(written.isFinite()).isTrue();
                assertThat(written.largestErrorOf(grouped)).isLessThan(1e-12);
            }
        }
    }

    private static Rule strict(Rule rule) {
        return new Rule(
                rule.name(),
                rule.packageName(),
                rule.interfaceName(),
                rule.documentation(),
                Arithmetic.STRICT,
                rule.parameter(),
                rule.gradient(),
                rule.hyperparameters(),
                rule.states(),
                rule.statements(),
                rule.gradientAt(),
                rule.evaluateAt());
    }
}
