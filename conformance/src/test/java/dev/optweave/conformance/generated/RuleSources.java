package dev.optweave.conformance.generated;

import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rules that tests of generated code look at, by name: stock ones, and those of this module. */
public final class RuleSources {

    private static final Map<String, Compilation> COMPILATIONS = new ConcurrentHashMap<>();

    private RuleSources() {}

    /** The Java source in which a rule is declared. */
    public static String of(String name) {
        if (StockOptimizers.names().contains(name)) {
            return StockOptimizers.ruleSource(name);
        }
        String resource = "/rules/" + name + "Rule.java";
        try (InputStream in = RuleSources.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no rule " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the processor makes of a rule, without any message. */
    public static Compilation compile(String name) {
        return COMPILATIONS.computeIfAbsent(name, RuleSources::compileOnce);
    }

    private static Compilation compileOnce(String name) {
        Compilation compilation =
                InMemoryCompiler.create()
                        .withVectors()
                        .compile(new SourceFile(name + "Rule.java", of(name)));
        if (!compilation.messages().isEmpty()) {
            throw new AssertionError(compilation.messages());
        }
        return compilation;
    }
}
