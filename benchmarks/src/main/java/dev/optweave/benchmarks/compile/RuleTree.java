package dev.optweave.benchmarks.compile;

import dev.optweave.optimizers.StockOptimizers;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree of sources to compile: the stock rules under new names, as often as it takes.
 *
 * @param rules the sources of rules
 * @param empty the same interfaces, and for each an empty class called as its optimizer would be
 */
public record RuleTree(List<Path> rules, List<Path> empty) {

    public RuleTree {
        rules = List.copyOf(rules);
        empty = List.copyOf(empty);
    }

    /** Writes so many rules into an empty folder. */
    public static RuleTree write(Path folder, int count) throws IOException {
        List<Path> rules = new ArrayList<>();
        List<Path> empty = new ArrayList<>();
        List<String> stock = StockOptimizers.names();
        for (int i = 0; i < count; i++) {
            String stockName = stock.get(i % stock.size());
            String name = stockName + "Copy" + (i / stock.size() + 1);
            String source = renamed(source(stockName), stockName, name);
            rules.add(write(folder.resolve("rules"), name + "Rule", source));
            empty.add(write(folder.resolve("empty"), name + "Rule", source));
            String optimizer = "package rules;\n\npublic final class " + name + " {}\n";
            empty.add(write(folder.resolve("empty"), name, optimizer));
        }
        return new RuleTree(rules, empty);
    }

    /** The source of a stock rule. */
    static String source(String stockName) throws IOException {
        String file = stockName + "Rule.java";
        try (InputStream stream = StockOptimizers.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new FileNotFoundException(
                        file + " is missing from the runtime's jar: build it with Maven");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A stock rule's source as that of another rule, in the package {@code rules}. */
    static String renamed(String source, String stockName, String name) {
        return source.replaceFirst("(?m)^package .*;$", "package rules;")
                .replaceFirst("interface " + stockName + "Rule", "interface " + name + "Rule");
    }

    private static Path write(Path folder, String name, String source) throws IOException {
        Path file = folder.resolve("rules").resolve(name + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }
}
