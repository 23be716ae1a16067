package dev.optweave.lab.rule;

import dev.optweave.lab.message.InputFile;
import dev.optweave.lab.message.UserException;
import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.processor.diagnostic.Suggestion;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.Message;
import dev.optweave.processor.tool.SourceFile;
import dev.optweave.runtime.OptimizerBuilder;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds rules: stock rules by name, any other rule in a Java file. */
public final class RuleLibrary {

    private static final String VECTORS = "jdk.incubator.vector";

    private final InMemoryCompiler compiler;
    private final Path home;

    /**
     * A library.
     *
     * @param home where files are looked for that are not where the user says: the project's root
     * @throws UserException if this Java runtime comes without a compiler
     */
    public RuleLibrary(Path home) {
        this.home = home;
        try {
            this.compiler = compiler();
        } catch (IllegalStateException e) {
            throw new UserException(e.getMessage(), e);
        }
    }

    /** With vectors where this program has them, so that rules get vector loops. */
    private static InMemoryCompiler compiler() {
        InMemoryCompiler plain = InMemoryCompiler.create();
        return ModuleLayer.boot().findModule(VECTORS).isPresent() ? plain.withVectors() : plain;
    }

    /** The library of the checkout that the launcher belongs to. */
    public static RuleLibrary ofProject() {
        return new RuleLibrary(Path.of(System.getProperty("optweave.lab.home", "")));
    }

    /** The names of the stock rules, sorted. */
    public static List<String> stockNames() {
        return StockOptimizers.names();
    }

    /**
     * Finds and compiles a rule.
     *
     * @param rule a stock rule's name, or a Java file that holds one rule
     * @param folder what a relative file is relative to
     * @throws UserException if there is no such rule, or it has a mistake
     */
    public LabRule find(String rule, Path folder) {
        if (isFile(rule)) {
            return inFile(rule, folder);
        }
        if (stockNames().contains(rule)) {
            return stock(rule);
        }
        Path sample = Path.of("samples", "rules", rule + "Rule.java");
        if (Files.isRegularFile(home.resolve(sample))) {
            return find(sample.toString(), home);
        }
        throw new UserException(unknown(rule, folder));
    }

    /**
     * Compiles a file, whatever comes of it.
     *
     * @throws UserException if it cannot be read
     */
    public Compilation compile(SourceFile source) {
        return compiler.compile(source);
    }

    /**
     * A Java file's text, under the name the user gave it.
     *
     * @throws UserException if it cannot be read
     */
    public SourceFile source(String file, Path folder) {
        try {
            Path wanted = folder.resolve(file);
            Path found =
                    Files.exists(wanted) || !Files.exists(home.resolve(file))
                            ? wanted
                            : home.resolve(file);
            if (stockNames().contains(file) && !Files.exists(found)) {
                throw new UserException(
                        "there is no file "
                                + file
                                + ", but a stock rule of that name, compiled already: see it with"
                                + " `./lab show "
                                + file
                                + "`");
            }
            return new SourceFile(file, InputFile.read(found, "a rule"));
        } catch (InvalidPathException e) {
            throw new UserException("`" + file + "` cannot be a file: " + e.getReason(), e);
        }
    }

    private static boolean isFile(String rule) {
        return rule.endsWith(".java") || rule.contains("/") || rule.contains("\\");
    }

    private LabRule stock(String name) {
        SourceFile source = new SourceFile(name + "Rule.java", StockOptimizers.ruleSource(name));
        Compilation compilation = compile(source);
        return rule(name, compilation, () -> StockOptimizers.builder(name));
    }

    private LabRule inFile(String file, Path folder) {
        Compilation compilation = compile(source(file, folder));
        ClassLoader classes = compilation.classLoader(RuleLibrary.class.getClassLoader());
        return rule(file, compilation, () -> builder(compilation.rules().get(0).rule(), classes));
    }

    private static LabRule rule(
            String origin, Compilation compilation, Supplier<OptimizerBuilder<?, ?>> builders) {
        if (!compilation.successful()) {
            throw new UserException(
                    compilation.errors().stream()
                            .map(Message::toString)
                            .collect(Collectors.joining(System.lineSeparator())));
        }
        List<CompiledRule> rules = compilation.rules();
        if (rules.isEmpty()) {
            throw new UserException(
                    origin + " holds no rule: no interface in it is annotated @OptimizerRule");
        }
        if (rules.size() > 1) {
            throw new UserException(
                    origin
                            + " holds "
                            + rules.size()
                            + " rules ("
                            + rules.stream()
                                    .map(rule -> rule.rule().name())
                                    .collect(Collectors.joining(", "))
                            + "); put each into a file of its own");
        }
        return new LabRule(
                origin,
                rules.get(0),
                compilation.generatedSources(),
                compilation.messages(),
                builders);
    }

    /** A builder of a class that only its loader knows. */
    private static OptimizerBuilder<?, ?> builder(Rule rule, ClassLoader classes) {
        String prefix = rule.packageName().isEmpty() ? "" : rule.packageName() + ".";
        try {
            Class<?> optimizer = Class.forName(prefix + rule.name(), true, classes);
            return (OptimizerBuilder<?, ?>) optimizer.getMethod("builder").invoke(null);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "the builder of " + rule.name() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the class generated for " + rule.name() + " has no builder", e);
        }
    }

    private static String unknown(String rule, Path folder) {
        StringBuilder message = new StringBuilder("there is no stock rule `" + rule + "`");
        if (Files.isRegularFile(folder.resolve(rule + ".java"))) {
            message.append("; did you mean the file ").append(rule).append(".java?");
        } else {
            Suggestion.nearest(rule, stockNames())
                    .ifPresent(
                            near -> message.append("; did you mean `").append(near).append("`?"));
        }
        return message.append(System.lineSeparator())
                .append("stock rules: ")
                .append(String.join(", ", stockNames()))
                .append(System.lineSeparator())
                .append("a rule of your own is named by its file: MyRule.java")
                .toString();
    }
}
