package dev.optweave.lab.rule;

import dev.optweave.lab.message.UserException;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Role;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.tool.Message;
import dev.optweave.runtime.OptimizerBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/** A rule that was found and compiled. */
public final class LabRule {

    private final String origin;
    private final CompiledRule compiled;
    private final SortedMap<String, String> generatedSources;
    private final List<Message> warnings;
    private final Supplier<OptimizerBuilder<?, ?>> builders;

    LabRule(
            String origin,
            CompiledRule compiled,
            SortedMap<String, String> generatedSources,
            List<Message> warnings,
            Supplier<OptimizerBuilder<?, ?>> builders) {
        this.origin = origin;
        this.compiled = compiled;
        this.generatedSources = generatedSources;
        this.warnings = List.copyOf(warnings);
        this.builders = builders;
    }

    /** The rule's name, which is the generated class's. */
    public String name() {
        return rule().name();
    }

    /** What the user called the rule: a stock rule's name, or a file. */
    public String origin() {
        return origin;
    }

    /** The rule as declared. */
    public Rule rule() {
        return compiled.rule();
    }

    /** The rule as it is handed to the backends. */
    public CompiledRule compiled() {
        return compiled;
    }

    /** The text of each generated class by its qualified name. */
    public Map<String, String> generatedSources() {
        return generatedSources;
    }

    /** What the compiler warned of. */
    public List<Message> warnings() {
        return warnings;
    }

    /**
     * The equations as they are written, in the order in which they take effect, with what the
     * declarations add to them: weight decay, and the points of gradient and evaluation.
     */
    public List<String> equations() {
        List<String> lines = new ArrayList<>();
        rule().gradientAt()
                .ifPresent(at -> lines.add(rule().gradient() + " is taken at " + at.span().text()));
        rule().hyperparameters().forEach(decay -> decayEquation(decay).ifPresent(lines::add));
        rule().statements().forEach(statement -> lines.add(statement.span().text().strip()));
        rule().evaluateAt().ifPresent(at -> lines.add("evaluated at " + at.span().text()));
        return lines;
    }

    private Optional<String> decayEquation(Hyperparameter decay) {
        String term = decay.name() + " * " + rule().parameter();
        return decay.mode()
                .flatMap(
                        mode ->
                                switch (mode) {
                                    case L2 -> Optional.of(rule().gradient() + " += " + term);
                                    case DECOUPLED ->
                                            learningRate()
                                                    .map(
                                                            rate ->
                                                                    rule().parameter()
                                                                            + " -= "
                                                                            + rate
                                                                            + " * "
                                                                            + term);
                                    case EXPLICIT -> Optional.empty();
                                });
    }

    /** What the rule's author wrote about it, without markup, in paragraphs; may be empty. */
    public List<String> documentation() {
        String plain =
                rule().documentation()
                        .replaceAll("\\s+", " ")
                        .replaceAll("\\{@\\w+ ([^}]*)}", "$1")
                        .replaceAll("(?i)<(p|li|ul|ol|pre|/ul|/ol|/pre)>", "\n")
                        .replaceAll("<[^>]*>", "");
        return Arrays.stream(plain.split("\n"))
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    /** The name of the learning rate, if the rule has one. */
    public Optional<String> learningRate() {
        return rule().hyperparameters().stream()
                .filter(hyperparameter -> hyperparameter.role() == Role.LEARNING_RATE)
                .map(Hyperparameter::name)
                .findFirst();
    }

    /** A new builder of the rule's optimizer. */
    public OptimizerBuilder<?, ?> builder() {
        return builders.get();
    }

    /**
     * A new builder with some hyperparameters set.
     *
     * @throws UserException if the rule has no such hyperparameter or a value is out of its range
     */
    public OptimizerBuilder<?, ?> builder(Map<String, Double> values) {
        OptimizerBuilder<?, ?> builder = builder();
        for (Map.Entry<String, Double> value : values.entrySet()) {
            try {
                builder.set(value.getKey(), value.getValue());
            } catch (IllegalArgumentException e) {
                throw new UserException(e.getMessage(), e);
            }
        }
        return builder;
    }
}
