package dev.optweave.conformance.differential;

import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The stock rules, compiled once from their sources by the processor that builds use. */
final class StockRules {

    private static final Compilation COMPILATION = compile();
    private static final Map<String, CompiledRule> RULES =
            COMPILATION.rules().stream()
                    .collect(Collectors.toMap(rule -> rule.rule().name(), Function.identity()));

    private StockRules() {}

    private static Compilation compile() {
        List<SourceFile> sources =
                StockOptimizers.names().stream()
                        .map(
                                name ->
                                        new SourceFile(
                                                name + "Rule.java",
                                                StockOptimizers.ruleSource(name)))
                        .toList();
        Compilation compilation = InMemoryCompiler.create().checkingOnly().compile(sources);
        if (!compilation.successful()) {
            throw new AssertionError(compilation.messages());
        }
        return compilation;
    }

    /** A stock rule, lowered. */
    static CompiledRule named(String name) {
        return RULES.get(name);
    }

    /** What the processor writes for all stock rules, by qualified class name. */
    static SortedMap<String, String> generatedSources() {
        return COMPILATION.generatedSources();
    }
}
