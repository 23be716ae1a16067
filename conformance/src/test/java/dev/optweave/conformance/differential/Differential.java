package dev.optweave.conformance.differential;

import dev.optweave.conformance.random.RandomRule;
import dev.optweave.conformance.random.RuleReader;
import dev.optweave.processor.check.RuleCheck;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.emit.java.JavaEmitter;
import dev.optweave.processor.emit.opencl.OpenClEmitter;
import dev.optweave.processor.emit.text.JavaFile;
import dev.optweave.processor.emit.vector.VectorEmitter;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Compiler;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
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
        return of(rules, (file, text) -> text, EnumSet.of(Execution.SCALAR, Execution.VECTOR));
    }

    /**
     * Lowers, generates and compiles rules, all at once.
     *
     * @param planted what is done to generated files, given name and text, before they are
     *     compiled, to see that a mistake in them is found
     * @param executions those that will be asked for
     */
    static Differential of(
            List<RandomRule> rules, BinaryOperator<String> planted, Set<Execution> executions) {
        return new Batch(planted, executions).of(rules);
    }

    /** Those of the forms alone that read nothing back, as if nothing were stored exactly. */
    static Differential computingAnew(List<RandomRule> rules) {
        Batch batch =
                new Batch((file, text) -> text, EnumSet.of(Execution.SCALAR, Execution.VECTOR)) {
                    @Override
                    CompiledRule lowered(RandomRule rule) {
                        return withoutReadBack(compile(rule));
                    }
                };
        return batch.of(rules);
    }

    /** A rule without the forms that read back what they stored. */
    static CompiledRule withoutReadBack(CompiledRule rule) {
        return new CompiledRule(
                rule.rule(),
                rule.variables(),
                rule.specializations().stream().filter(l -> l.exact().isEmpty()).toList());
    }

    /** Generates and compiles many rules. */
    private static class Batch {
        private final BinaryOperator<String> planted;
        private final Set<Execution> executions;
        private final Map<String, String> sources = new LinkedHashMap<>();
        private final Map<String, String> resources = new LinkedHashMap<>();

        Batch(BinaryOperator<String> planted, Set<Execution> executions) {
            this.planted = planted;
            this.executions = executions;
        }

        CompiledRule lowered(RandomRule rule) {
            return compile(rule);
        }

        Differential of(List<RandomRule> rules) {
            Map<String, CompiledRule> compiled = new HashMap<>();
            for (RandomRule rule : rules) {
                CompiledRule one = lowered(rule);
                compiled.put(rule.name(), one);
                sources.put(rule.className() + "Rule", rule.source());
                generate(rule, one);
            }
            return new Differential(compiled, GeneratedClasses.compile(sources, resources));
        }

        private void generate(RandomRule rule, CompiledRule compiled) {
            if (executions.contains(Execution.VECTOR)) {
                VectorEmitter.Vectors vectors = VectorEmitter.emit(compiled);
                vectors.file().ifPresent(f -> add(f.packageName(), f.typeSpec().name(), f.text()));
                JavaFile file = JavaEmitter.emit(compiled, vectors.classes());
                add(file.packageName(), file.typeSpec().name(), file.text());
            } else {
                JavaFile file = JavaEmitter.emit(compiled);
                add(file.packageName(), file.typeSpec().name(), file.text());
            }
            if (executions.contains(Execution.OPENCL)) {
                String path = rule.className().replace('.', '/') + ".cl";
                resources.put(path, planted.apply(path, OpenClEmitter.emit(compiled)));
            }
        }

        private void add(String packageName, String className, String text) {
            String name = packageName + "." + className;
            sources.put(name, planted.apply(name, text));
        }
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

    /** A rule as it was lowered. */
    CompiledRule compiled(RandomRule rule) {
        return compiled.get(rule.name());
    }

    /** Where the generated rule first differs from the interpreted one, in any scenario. */
    Optional<String> difference(RandomRule rule) {
        for (Scenario scenario : Scenarios.of(compiled(rule).rule(), rule.source().hashCode())) {
            Outcome expected = InterpretedRun.run(compiled(rule), scenario);
            for (Execution execution : List.of(Execution.SCALAR, Execution.VECTOR)) {
                Optional<Difference> difference =
                        difference(new Case(rule, scenario), expected, execution);
                if (difference.isPresent()) {
                    return Optional.of(difference.get() + " in " + scenario);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Compiles together what cases will run on the device, which takes a fraction of the time.
     *
     * @return what it failed with, if it did: a case that is at fault fails again when it is run
     */
    Optional<RuntimeException> compileTogether(List<Case> cases) {
        try {
            for (Case one : cases) {
                Class<?> generated = classes.named(one.rule().className());
                OpenClRun.note(compiled(one.rule()), generated, one.scenario());
            }
            OpenClRun.compileNoted();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    /** Where an execution of a case first differs from what is expected. */
    Optional<Difference> difference(Case one, Outcome expected, Execution execution) {
        CompiledRule rule = compiled(one.rule());
        Class<?> generated = classes.named(one.rule().className());
        try {
            Outcome actual = execution.run(rule, generated, one.scenario());
            Optional<String> difference = expected.difference(actual);
            if (difference.isPresent() && execution.isRelaxed() && Perturbed.places(rule) > 0) {
                difference = new Tolerance(rule, one.scenario(), expected).difference(actual);
            }
            return difference.map(text -> Difference.inValues(execution, text));
        } catch (RuntimeException e) {
            return Optional.of(Difference.thrown(execution, e));
        }
    }
}
