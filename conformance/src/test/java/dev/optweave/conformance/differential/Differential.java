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
    private double liveliness;

    private Differential(Map<String, CompiledRule> compiled, GeneratedClasses classes) {
        this.compiled = compiled;
        this.classes = classes;
    }

    /** Lowers, generates and compiles rules, all at once. */
    static Differential of(List<RandomRule> rules) {
        return of(rules, UnaryOperator.identity());
    }

    /** The same of the forms alone that read nothing back, as if nothing were stored exactly. */
    static Differential computingAnew(List<RandomRule> rules) {
        return of(rules, Differential::withoutReadBack);
    }

    /** A rule without the forms that read back what they stored. */
    static CompiledRule withoutReadBack(CompiledRule rule) {
        return new CompiledRule(
                rule.rule(),
                rule.variables(),
                rule.specializations().stream().filter(l -> l.exact().isEmpty()).toList());
    }

    private static Differential of(List<RandomRule> rules, UnaryOperator<CompiledRule> change) {
        Map<String, CompiledRule> compiled = new HashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        for (RandomRule rule : rules) {
            CompiledRule one = change.apply(compile(rule));
            compiled.put(rule.name(), one);
            sources.putAll(sources(rule, one));
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

    /** The rule's interface and what is generated from it, by class name. */
    static Map<String, String> sources(RandomRule rule, CompiledRule compiled) {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put(rule.className() + "Rule", rule.source());
        JavaEmitter.emit(compiled)
                .forEach(
                        file ->
                                sources.put(
                                        file.packageName() + "." + file.typeSpec().name(),
                                        file.toString()));
        return sources;
    }

    /** Where the generated rule first differs from the interpreted one, in any scenario. */
    Optional<String> difference(RandomRule rule) {
        CompiledRule one = compiled.get(rule.name());
        Class<?> generated = classes.named(rule.className());
        List<Scenario> scenarios = Scenario.of(one.rule(), rule.source().hashCode());
        liveliness = 0;
        for (Scenario scenario : scenarios) {
            Outcome expected;
            Outcome actual;
            try {
                expected = InterpretedRun.run(one, scenario);
                actual = GeneratedRun.run(one, generated, scenario);
            } catch (RuntimeException e) {
                return Optional.of(
                        e
                                + " at "
                                + List.of(e.getStackTrace()).stream().findFirst()
                                + " in "
                                + scenario);
            }
            liveliness += expected.liveliness() / scenarios.size();
            Optional<String> difference = expected.difference(actual);
            if (difference.isPresent()) {
                return Optional.of(difference.get() + " in " + scenario);
            }
        }
        return Optional.empty();
    }

    /** The part of the values that were alive, neither zero nor NaN nor infinite, last time. */
    double liveliness() {
        return liveliness;
    }

    /** A smaller rule that differs still. */
    static RandomRule reduce(RandomRule failing) {
        Optional<RandomRule> smaller = failing.smaller().filter(Differential::fails).findFirst();
        return smaller.map(Differential::reduce).orElse(failing);
    }

    private static boolean fails(RandomRule rule) {
        try {
            return of(List.of(rule)).difference(rule).isPresent();
        } catch (AssertionError | RuntimeException notWellTyped) {
            return false;
        }
    }
}
