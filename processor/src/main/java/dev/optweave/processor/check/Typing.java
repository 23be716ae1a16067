package dev.optweave.processor.check;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.StateVariable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The type of each expression, and what is wrong with those of its parts. An expression with a
 * mistake in it has no type, and nothing more is said about what uses it.
 */
final class Typing implements Expr.Visitor<Optional<ValueType>> {

    private static final Optional<ValueType> UNKNOWN = Optional.empty();

    private final Rule rule;
    private final Report report;
    private final Map<String, Optional<ValueType>> locals = new HashMap<>();

    Typing(Rule rule, Report report) {
        this.rule = rule;
        this.report = report;
    }

    Optional<ValueType> of(Expr expression) {
        return expression.accept(this);
    }

    void assign(String local, Optional<ValueType> type) {
        locals.put(local, type);
    }

    /** The type of a number; a truth value is told of, and has none. */
    Optional<ValueType> numeric(Expr expression) {
        return expecting(expression, false, Code.NUMBER_EXPECTED);
    }

    private Optional<ValueType> truth(Expr expression) {
        return expecting(expression, true, Code.TRUTH_EXPECTED);
    }

    private Optional<ValueType> expecting(Expr expression, boolean truth, Code otherwise) {
        Optional<ValueType> type = of(expression);
        if (type.isPresent() && type.get().truth() != truth) {
            report.add(otherwise, expression.span());
            return UNKNOWN;
        }
        return type;
    }

    @Override
    public Optional<ValueType> number(Expr.Number number) {
        return Optional.of(ValueType.number(Kind.CONSTANT));
    }

    @Override
    public Optional<ValueType> name(Expr.Name name) {
        String use = name.name();
        if (use.equals(rule.parameter()) || use.equals(rule.gradient())) {
            return Optional.of(ValueType.number(Kind.ELEMENT));
        }
        if (use.equals(Rule.STEP_NUMBER) || rule.hyperparameter(use).isPresent()) {
            return Optional.of(ValueType.number(Kind.STEP));
        }
        Optional<StateVariable> state = rule.state(use);
        return state.isPresent() ? kind(state.get()) : locals.getOrDefault(use, UNKNOWN);
    }

    /** The type of a state; of a shape that is not supported, none. */
    static Optional<ValueType> kind(StateVariable state) {
        return switch (state.shape()) {
            case ELEMENT -> Optional.of(ValueType.number(Kind.ELEMENT));
            case TENSOR -> Optional.of(ValueType.number(Kind.TENSOR));
            case STEP -> Optional.of(ValueType.number(Kind.STEP));
            case ROW, COLUMN -> UNKNOWN;
        };
    }

    @Override
    public Optional<ValueType> unary(Expr.Unary unary) {
        return switch (unary.operator()) {
            case NEGATE -> numeric(unary.operand());
            case NOT -> truth(unary.operand());
        };
    }

    @Override
    public Optional<ValueType> binary(Expr.Binary binary) {
        boolean logical =
                binary.operator() == Expr.BinaryOperator.AND
                        || binary.operator() == Expr.BinaryOperator.OR;
        Optional<ValueType> left = logical ? truth(binary.left()) : numeric(binary.left());
        Optional<ValueType> right = logical ? truth(binary.right()) : numeric(binary.right());
        boolean truth =
                switch (binary.operator()) {
                    case ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER -> false;
                    case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL, AND, OR ->
                            true;
                };
        return join(left, right).map(type -> new ValueType(type.kind(), truth));
    }

    @Override
    public Optional<ValueType> erroneous(Expr.Erroneous erroneous) {
        return UNKNOWN;
    }

    @Override
    public Optional<ValueType> call(Expr.Call call) {
        Optional<Builtin> function = Expressions.builtin(call);
        if (function.isEmpty()) {
            call.arguments().forEach(this::of);
            return UNKNOWN;
        }
        return switch (function.get().category()) {
            case ELEMENT_WISE ->
                    function.get() == Builtin.WHERE
                            ? choice(call.arguments())
                            : joined(call.arguments());
            case OPTIMIZER_WORD -> word(call, function.get());
            case REDUCTION -> reduction(call).map(type -> ValueType.number(Kind.TENSOR));
            case SCOPE -> overAll(call);
            case UNSUPPORTED_ROWS -> unsupported(Code.UNSUPPORTED_ROWS, call);
            case UNSUPPORTED_MATRIX -> unsupported(Code.UNSUPPORTED_MATRIX, call);
            case UNSUPPORTED_RANDOM -> unsupported(Code.UNSUPPORTED_RANDOM, call);
        };
    }

    private Optional<ValueType> unsupported(Code code, Expr.Call call) {
        report.add(code, call.functionSpan(), call.function());
        return UNKNOWN;
    }

    private Optional<ValueType> choice(List<Expr> arguments) {
        Optional<ValueType> condition = truth(arguments.get(0));
        Optional<ValueType> chosen = joined(arguments.subList(1, 3));
        return join(condition, chosen).map(type -> ValueType.number(type.kind()));
    }

    private Optional<ValueType> word(Expr.Call call, Builtin function) {
        if (function != Builtin.UNBIAS) {
            return joined(call.arguments());
        }
        Expr rate = call.arguments().get(1);
        Optional<ValueType> value = numeric(call.arguments().get(0));
        Optional<ValueType> type = numeric(rate);
        if (type.isPresent() && type.get().kind().compareTo(Kind.STEP) > 0) {
            report.add(
                    Diagnostic.of(Code.UNBIAS_RATE, rate.span())
                            .withHelp("use a decay rate, or an expression of hyperparameters"));
            return UNKNOWN;
        }
        return join(value, type);
    }

    private Optional<ValueType> overAll(Expr.Call call) {
        Expr argument = call.arguments().get(0);
        if (argument instanceof Expr.Call inner) {
            Optional<Builtin> function = Builtin.named(inner.function());
            if (function.isPresent() && function.get().isReduction()) {
                return inner.arguments().size() == function.get().arity()
                        ? reduction(inner).map(type -> ValueType.number(Kind.ALL))
                        : UNKNOWN;
            }
        }
        int found = report.diagnostics().size();
        Optional<ValueType> type = of(argument);
        if (type.isPresent() && found == report.diagnostics().size()) {
            report.add(
                    Diagnostic.of(Code.ALL_WITHOUT_REDUCTION, call.span())
                            .withHelp(
                                    "write `all(sum(x))`, with one of %s around `%s`"
                                            .formatted(reductions(), Expressions.text(argument))));
        }
        return UNKNOWN;
    }

    /** The reductions of one argument, to choose from. */
    static String reductions() {
        return "`sum`, `mean`, `norm`, `norm1` or `maxabs`";
    }

    /** The type of what is reduced. */
    private Optional<ValueType> reduction(Expr.Call call) {
        Optional<ValueType> type = joined(call.arguments());
        if (type.isPresent() && type.get().kind() != Kind.ELEMENT) {
            Expr first = call.arguments().get(0);
            Expr last = call.arguments().get(call.arguments().size() - 1);
            report.add(
                    Diagnostic.of(
                                    Code.REDUCTION_OF_SCALAR,
                                    first.span().to(last.span()),
                                    call.function(),
                                    type.get().words())
                            .withHelp(
                                    type.get().kind() == Kind.TENSOR
                                            ? "to combine all tensors, write `all(…)` around the"
                                                    + " reduction of elements"
                                            : "use the value itself, without `%s`"
                                                    .formatted(call.function())));
            return UNKNOWN;
        }
        return type;
    }

    /** The type of a function that is computed wherever its highest argument is. */
    private Optional<ValueType> joined(List<Expr> arguments) {
        Optional<ValueType> type = Optional.of(ValueType.number(Kind.CONSTANT));
        for (Expr argument : arguments) {
            type = join(type, numeric(argument));
        }
        return type;
    }

    private static Optional<ValueType> join(Optional<ValueType> first, Optional<ValueType> second) {
        return first.flatMap(
                a -> second.map(b -> new ValueType(a.kind().join(b.kind()), a.truth())));
    }
}
