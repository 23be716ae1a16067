package dev.optweave.processor.declaration;

import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Rule;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * An interface annotated {@code @OptimizerRule}, as read.
 *
 * <p>The rule is there even after mistakes, with each mistaken name declared as well as can be
 * told, so that the equations that use it are not reported in its stead.
 *
 * @param rule the rule; empty where the annotated type is no interface
 * @param className the simple name of the class to generate; empty where none can be told
 * @param diagnostics the mistakes in the declaration and in the grammar of its texts
 */
public record RuleDeclaration(
        TypeElement element,
        Optional<Rule> rule,
        Optional<String> className,
        List<Diagnostic> diagnostics) {

    public RuleDeclaration {
        diagnostics = List.copyOf(diagnostics);
    }

    /** What the places of this declaration are in the source. */
    public Places places() {
        return new Places(element);
    }
}
