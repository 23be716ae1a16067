package dev.optweave.conformance.random;

import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Parser;
import dev.optweave.processor.equation.Statement;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import dev.optweave.processor.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Texts with one piece of an expression replaced by something shorter: by an operand of its own, by
 * a number, or by itself without its parentheses.
 */
final class SmallerText implements Expr.Visitor<List<Expr>> {

    private final String text;
    private final Set<String> smaller = new LinkedHashSet<>();

    private SmallerText(String text) {
        this.text = text;
    }

    /** Shorter statements. */
    static List<String> statements(String text) {
        SmallerText result = new SmallerText(text);
        Source source = new Source(new Place.Equation(0), text);
        for (Statement statement : Parser.statements(source).value()) {
            statement
                    .period()
                    .ifPresent(
                            period -> {
                                int from = text.indexOf("every");
                                int to = text.indexOf(':', period.span().end()) + 1;
                                result.replace(from, to, "");
                            });
            if (statement.assignment() != Statement.Assignment.SET) {
                String target = statement.target().name();
                int from = statement.target().span().end();
                result.replace(from, text.indexOf('=', from) + 1, " =");
                result.shrink(new Expr.Name(target, statement.value().span()));
            }
            result.shrink(statement.value());
        }
        result.removeParentheses();
        return result.texts();
    }

    /** Shorter expressions. */
    static List<String> expressions(String text) {
        SmallerText result = new SmallerText(text);
        Parser.expression(new Source(new Place.Equation(0), text))
                .value()
                .ifPresent(result::shrink);
        result.removeParentheses();
        return result.texts();
    }

    private List<String> texts() {
        return smaller.stream().filter(shorter -> shorter.length() < text.length()).toList();
    }

    /** The largest pieces first: by levels from the root. */
    private void shrink(Expr root) {
        List<Expr> level = List.of(root);
        while (!level.isEmpty()) {
            List<Expr> next = new ArrayList<>();
            for (Expr expr : level) {
                List<Expr> operands = expr.accept(this);
                Span span = expr.span();
                for (Expr operand : operands) {
                    String inner = operand.span().text();
                    boolean atom = operand instanceof Expr.Name || operand instanceof Expr.Call;
                    replace(span.start(), span.end(), atom ? inner : "(" + inner + ")");
                }
                replace(span.start(), span.end(), "1");
                next.addAll(operands);
            }
            level = next;
        }
    }

    private void removeParentheses() {
        List<Integer> open = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '(') {
                open.add(at);
            } else if (text.charAt(at) == ')' && !open.isEmpty()) {
                int start = open.remove(open.size() - 1);
                boolean call = start > 0 && Character.isLetterOrDigit(text.charAt(start - 1));
                if (!call) {
                    replace(start, at + 1, text.substring(start + 1, at));
                }
            }
        }
    }

    private void replace(int from, int to, String by) {
        smaller.add(text.substring(0, from) + by + text.substring(to));
    }

    @Override
    public List<Expr> number(Expr.Number number) {
        return List.of();
    }

    @Override
    public List<Expr> name(Expr.Name name) {
        return List.of();
    }

    @Override
    public List<Expr> unary(Expr.Unary unary) {
        return List.of(unary.operand());
    }

    @Override
    public List<Expr> binary(Expr.Binary binary) {
        return List.of(binary.left(), binary.right());
    }

    @Override
    public List<Expr> call(Expr.Call call) {
        return call.arguments();
    }

    @Override
    public List<Expr> erroneous(Expr.Erroneous erroneous) {
        return List.of();
    }
}
