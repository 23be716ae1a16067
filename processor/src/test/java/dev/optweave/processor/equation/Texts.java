package dev.optweave.processor.equation;

import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.util.List;
import java.util.stream.Collectors;

/** Trees written with all their parentheses, and diagnostics in one line, to compare with. */
final class Texts {

    private Texts() {}

    static Parsed<List<Statement>> parse(String text) {
        return Parser.statements(new Source(new Place.Equation(0), text));
    }

    /** Code and underlined piece of each diagnostic. */
    static List<String> found(String text) {
        return parse(text).diagnostics().stream()
                .map(d -> d.code().id() + " " + d.span().text())
                .toList();
    }

    /** The help of the only diagnostic. */
    static String help(String text) {
        List<Diagnostic> diagnostics = parse(text).diagnostics();
        if (diagnostics.size() != 1) {
            throw new AssertionError("not one diagnostic: " + diagnostics);
        }
        return diagnostics.get(0).help().orElse("");
    }

    /** All statements with all their parentheses. */
    static List<String> trees(String text) {
        return parse(text).value().stream().map(Texts::tree).toList();
    }

    /** The tree of the value in {@code x = text}. */
    static String value(String text) {
        return tree(parse("x = " + text).value().get(0).value());
    }

    private static String tree(Statement statement) {
        String period = statement.period().map(p -> "every(" + tree(p) + "): ").orElse("");
        return period
                + statement.target().name()
                + " "
                + statement.assignment().symbol()
                + " "
                + tree(statement.value());
    }

    static String tree(Expr expression) {
        return expression.accept(new Printer());
    }

    private static final class Printer implements Expr.Visitor<String> {
        @Override
        public String number(Expr.Number number) {
            double value = number.value();
            return value == Math.rint(value) ? Long.toString((long) value) : "" + value;
        }

        @Override
        public String name(Expr.Name name) {
            return name.name();
        }

        @Override
        public String unary(Expr.Unary unary) {
            return "("
                    + (unary.operator() == Expr.UnaryOperator.NOT ? "not " : "-")
                    + unary.operand().accept(this)
                    + ")";
        }

        @Override
        public String binary(Expr.Binary binary) {
            return "("
                    + binary.left().accept(this)
                    + " "
                    + binary.operator().symbol()
                    + " "
                    + binary.right().accept(this)
                    + ")";
        }

        @Override
        public String call(Expr.Call call) {
            return call.function()
                    + call.arguments().stream()
                            .map(argument -> argument.accept(this))
                            .collect(Collectors.joining(", ", "(", ")"));
        }

        @Override
        public String erroneous(Expr.Erroneous erroneous) {
            return "?";
        }
    }
}
