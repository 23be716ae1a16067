package dev.optweave.processor.emit.java;

import static java.util.stream.Collectors.joining;

import dev.optweave.WeightDecay;
import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Statement;
import dev.optweave.processor.program.Certificate;
import dev.optweave.processor.program.CompiledRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Javadoc of a generated optimizer: equations, hyperparameters and what a step costs. */
final class Documentation {

    private Documentation() {}

    static CodeBlock of(CompiledRule compiled) {
        Rule rule = compiled.rule();
        CodeBlock.Builder text = CodeBlock.builder();
        text.add("$L\n", summary(rule));
        text.add("\n<pre>{@code\n");
        rule.hyperparameters().stream()
                .flatMap(h -> decay(rule, h).stream())
                .forEach(line -> text.add("$L\n", line));
        for (Statement statement : rule.statements()) {
            text.add("$L\n", statement.text());
        }
        text.add("}</pre>\n");
        text.add("\n<p>Hyperparameters:\n<ul>\n");
        for (Hyperparameter h : rule.hyperparameters()) {
            text.add(
                    "<li>{@code $L} in $L, by default $L\n", h.name(), h.range(), h.defaultValue());
        }
        text.add("</ul>\n");
        text.add("\n<p>A step takes:\n<ul>\n");
        for (String line : Certificate.of(compiled.asDeclared()).lines()) {
            text.add("<li>$L\n", line);
        }
        text.add("</ul>\n");
        tags(rule).forEach(line -> text.add("$L\n", line));
        return text.build();
    }

    /** What the rule says of itself. */
    private static String summary(Rule rule) {
        String text = lines(rule).takeWhile(line -> !isTag(line)).collect(joining("\n")).strip();
        return text.isEmpty() ? "The optimizer of {@code " + rule.interfaceName() + "}." : text;
    }

    /** Its author, version and so on: they come last, as what follows a tag is part of it. */
    private static List<String> tags(Rule rule) {
        return lines(rule).dropWhile(line -> !isTag(line)).toList();
    }

    private static Stream<String> lines(Rule rule) {
        return rule.documentation().strip().lines().map(String::strip);
    }

    private static boolean isTag(String line) {
        return line.startsWith("@");
    }

    private static Optional<String> decay(Rule rule, Hyperparameter h) {
        return h.mode().flatMap(mode -> decay(rule, h.name(), mode));
    }

    private static Optional<String> decay(Rule rule, String decay, WeightDecay.Mode mode) {
        String w = rule.parameter();
        return switch (mode) {
            case L2 -> Optional.of(rule.gradient() + " += " + decay + " * " + w);
            case DECOUPLED ->
                    Optional.of(
                            w
                                    + (" -= " + rule.learningRate().orElseThrow())
                                    + (" * " + decay + " * " + w));
            case EXPLICIT -> Optional.empty();
        };
    }
}
