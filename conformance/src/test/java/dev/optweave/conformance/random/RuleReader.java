package dev.optweave.conformance.random;

import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Parsed;
import dev.optweave.processor.equation.Parser;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Statement;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the texts of a random rule without a Java compiler. */
public final class RuleReader {

    /** What was read, and the parser's complaints. */
    public record Read(Rule rule, List<Diagnostic> diagnostics) {}

    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private RuleReader() {}

    /** Reads a rule; a text that was not understood is left out, and there is a complaint. */
    public static Read read(RandomRule rule) {
        RuleReader reader = new RuleReader();
        Rule read = reader.rule(rule);
        return new Read(read, List.copyOf(reader.diagnostics));
    }

    private Rule rule(RandomRule rule) {
        return new Rule(
                rule.name(),
                RandomRule.PACKAGE,
                rule.name() + "Rule",
                "",
                rule.notation().arithmetic(),
                rule.notation().parameter(),
                rule.notation().gradient(),
                rule.hypers().stream().map(RuleReader::hyperparameter).toList(),
                rule.states().stream().map(this::state).toList(),
                statements(rule),
                rule.points().gradientAt().flatMap(t -> expression(new Place.GradientPoint(), t)),
                rule.points()
                        .evaluateAt()
                        .flatMap(t -> expression(new Place.EvaluationPoint(), t)));
    }

    private List<Statement> statements(RandomRule rule) {
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < rule.statements().size(); i++) {
            Source source = new Source(new Place.Equation(i), rule.statements().get(i));
            Parsed<List<Statement>> parsed = Parser.statements(source);
            statements.addAll(parsed.value());
            diagnostics.addAll(parsed.diagnostics());
        }
        return statements;
    }

    private static Rule.Hyperparameter hyperparameter(RandomRule.Hyper hyper) {
        return new Rule.Hyperparameter(
                hyper.name(), hyper.role(), hyper.defaultValue(), hyper.range(), hyper.mode(), "");
    }

    private Rule.StateVariable state(RandomRule.State state) {
        Source source = new Source(new Place.Initialization(state.name()), state.init());
        Expr init =
                expression(source.place(), state.init())
                        .orElseGet(() -> new Expr.Number(0, source.whole()));
        return new Rule.StateVariable(
                state.name(),
                state.shape(),
                init,
                state.biasCorrection(),
                state.storage(),
                state.rounding(),
                "");
    }

    private Optional<Expr> expression(Place place, String text) {
        Parsed<Optional<Expr>> parsed = Parser.expression(new Source(place, text));
        diagnostics.addAll(parsed.diagnostics());
        return parsed.value();
    }
}
