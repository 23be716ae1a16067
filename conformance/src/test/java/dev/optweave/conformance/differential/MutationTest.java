package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.conformance.differential.Mutations.Mutant;
import dev.optweave.conformance.generated.RuleSources;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.tool.Compilation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The comparison with the interpreter is worth something: it finds every small change to generated
 * code.
 */
class MutationTest {

    private static final String PACKAGE = "example.mutants";
    private static final int MOST = 30;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AdamW",
                "Momentum",
                "Lamb",
                "NesterovLookahead",
                "RmsPropCenteredMomentum",
                "ClipByGlobalNorm"
            })
    void everyMutantIsFound(String name) {
        Compilation compilation = RuleSources.compile(name);
        CompiledRule rule = compilation.rules().get(0);
        String original = inPackage(source(compilation, name));
        List<Mutant> mutants = new ArrayList<>(Mutations.of(original));
        assertThat(mutants).hasSizeGreaterThan(10);
        Collections.shuffle(mutants, new Random(20261122));
        mutants = mutants.subList(0, Math.min(MOST, mutants.size()));

        GeneratedClasses classes = compile(compilation, name, original, mutants);
        List<Scenario> scenarios = Scenarios.of(rule.rule(), 7);
        List<Outcome> expected =
                scenarios.stream().map(scenario -> InterpretedRun.run(rule, scenario)).toList();
        List<String> survivors = new ArrayList<>();
        assertThat(isFound(classes, name, rule, scenarios, expected)).isFalse();
        for (int i = 0; i < mutants.size(); i++) {
            if (!isFound(classes, name + "Mutant" + i, rule, scenarios, expected)) {
                survivors.add(mutants.get(i).change());
            }
        }
        assertThat(survivors).isEmpty();
    }

    private static boolean isFound(
            GeneratedClasses classes,
            String type,
            CompiledRule rule,
            List<Scenario> scenarios,
            List<Outcome> expected) {
        Class<?> generated = classes.named(PACKAGE + "." + type);
        for (int i = 0; i < scenarios.size(); i++) {
            Outcome actual = GeneratedRun.run(rule, generated, scenarios.get(i));
            if (expected.get(i).difference(actual).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static GeneratedClasses compile(
            Compilation compilation, String name, String original, List<Mutant> mutants) {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put(PACKAGE + "." + name + "Rule", inPackage(RuleSources.of(name)));
        sources.put(PACKAGE + "." + name, original);
        compilation
                .generatedSources()
                .forEach(
                        (type, text) -> {
                            String simple = type.substring(type.lastIndexOf('.') + 1);
                            if (!simple.equals(name)) {
                                sources.put(PACKAGE + "." + simple, inPackage(text));
                            }
                        });
        for (int i = 0; i < mutants.size(); i++) {
            String type = name + "Mutant" + i;
            String text = mutants.get(i).source().replaceAll("\\b" + name + "\\b(?!\")", type);
            sources.put(PACKAGE + "." + type, text);
        }
        return GeneratedClasses.compile(sources);
    }

    private static String source(Compilation compilation, String name) {
        return compilation.generatedSources().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("." + name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static String inPackage(String source) {
        return source.replaceFirst("(?m)^package [\\w.]+;", "package " + PACKAGE + ";");
    }
}
