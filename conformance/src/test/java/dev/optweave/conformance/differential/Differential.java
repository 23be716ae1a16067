package dev.optweave.conformance.differential;

import dev.optweave.conformance.random.RandomRule;
import dev.optweave.conformance.random.RuleReader;
import dev.optweave.processor.check.RuleCheck;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.emit.java.JavaEmitter;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Compiler;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Random rules, lowered and generated together, to be compared one by one. */
final class Differential {

    private final Map<String, CompiledRule> compiled;
    private final GeneratedClasses classes;

    private Differential(Map<String, CompiledRule> compiled, GeneratedClasses classes) {
        this.compiled = compiled;
        this.classes = classes;
    }

    /** Lowers, generates and compiles rules, all at once. */
    static Differential of(List<RandomRule> rules) {
        return of(rules, UnaryOperator.identity());
    }

    /**
     * Lowers, generates and compiles rules, all at once.
     *
     * @param planted what is done to generated sources before they are compiled, to see that a
     *     mistake in them is found
     */
    static Differential of(List<RandomRule> rules, UnaryOperator<String> planted) {
        return of(rules, UnaryOperator.identity(), planted);
    }

    /** Those of the forms alone that read nothing back, as if nothing were stored exactly. */
    static Differential computingAnew(List<RandomRule> rules) {
        return of(rules, Differential::withoutReadBack, UnaryOperator.identity());
    }

    /** A rule without the forms that read back what they stored. */
    static CompiledRule withoutReadBack(CompiledRule rule) {
        return new CompiledRule(
                rule.rule(),
                rule.variables(),
                rule.specializations().stream().filter(l -> l.exact().isEmpty()).toList());
    }

    private static Differential of(
            List<RandomRule> rules,
            UnaryOperator<CompiledRule> change,
            UnaryOperator<String> planted) {
        Map<String, CompiledRule> compiled = new HashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        for (RandomRule rule : rules) {
            CompiledRule one = change.apply(compile(rule));
            compiled.put(rule.name(), one);
            sources.put(rule.className() + "Rule", rule.source());
            generated(one).forEach((name, text) -> sources.put(name, planted.apply(text)));
        }
        return new Differential(compiled, GeneratedClasses.compile(sources));
    }

    /**
     * A rule lowered for the backends.
     *
     * @throws AssertionError if the checks find a mistake, or lowering throws
     */
    static CompiledRule compile(RandomRule rule) {
        List<Diagnostic> mistakes = mistakes(rule);
        if (!mistakes.isEmpty()) {
            throw new AssertionError(mistakes + "\n" + rule.source());
        }
        try {
            return Compiler.compile(RuleReader.read(rule).rule());
        } catch (RuntimeException e) {
            throw new AssertionError(rule.source(), e);
        }
    }

    /** The errors that the parser and the checks find in a rule. */
    static List<Diagnostic> mistakes(RandomRule rule) {
        RuleReader.Read read = RuleReader.read(rule);
        return Stream.concat(read.diagnostics().stream(), RuleCheck.check(read.rule()).stream())
                .filter(diagnostic -> diagnostic.code().severity() == Code.Severity.ERROR)
                .toList();
    }

    /** What is generated from a rule, by class name. */
    private static Map<String, String> generated(CompiledRule compiled) {
        Map<String, String> sources = new LinkedHashMap<>();
        JavaEmitter.emit(compiled)
                .forEach(
                        file ->
                                sources.put(
                                        file.packageName() + "." + file.typeSpec().name(),
                                        file.toString()));
        return sources;
    }

    /** A rule as it was lowered. */
    CompiledRule compiled(RandomRule rule) {
        return compiled.get(rule.name());
    }

    /** Where the generated rule first differs from the interpreted one, in any scenario. */
    Optional<String> difference(RandomRule rule) {
        for (Scenario scenario : Scenarios.of(compiled(rule).rule(), rule.source().hashCode())) {
            Outcome expected = InterpretedRun.run(compiled(rule), scenario);
            for (Execution execution : Execution.values()) {
                Optional<Difference> difference =
                        difference(new Case(rule, scenario), expected, execution);
                if (difference.isPresent()) {
                    return Optional.of(difference.get() + " in " + scenario);
                }
            }
        }
        return Optional.empty();
    }

    /** Where an execution of a case first differs from what is expected. */
    Optional<Difference> difference(Case one, Outcome expected, Execution execution) {
        CompiledRule rule = compiled(one.rule());
        Class<?> generated = classes.named(one.rule().className());
        try {
            Outcome actual = execution.run(rule, generated, one.scenario());
            return expected.difference(actual).map(text -> Difference.inValues(execution, text));
        } catch (RuntimeException e) {
            return Optional.of(Difference.thrown(execution, e));
        }
    }
}
