package dev.optweave.conformance.differential;

import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Kind;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Evaluates expressions as they are written, under STRICT arithmetic. Shares nothing with the
 * lowering: names and functions are looked up in the text.
 */
final class WrittenExpressions implements Expr.Visitor<Value> {

    private static final Value ONE = Value.scalar(Kind.CONSTANT, 1);

    private final Tensors tensors;
    private final Names names;

    /** What names stand for while a statement is evaluated. */
    interface Names {
        Value current(String name);

        Value old(String name);

        /** The product of a decay rate over the steps, this one included. */
        Value product(String rate);

        /** The decay rate of a state's bias correction. */
        String rateOf(String state);
    }

    WrittenExpressions(Tensors tensors, Names names) {
        this.tensors = tensors;
        this.names = names;
    }

    Value evaluate(Expr expression) {
        return expression.accept(this);
    }

    @Override
    public Value number(Expr.Number number) {
        return Value.scalar(Kind.CONSTANT, number.value());
    }

    @Override
    public Value name(Expr.Name name) {
        return names.current(name.name());
    }

    @Override
    public Value unary(Expr.Unary unary) {
        Value x = evaluate(unary.operand());
        return switch (unary.operator()) {
            case NEGATE -> map(a -> -a[0], x);
            case NOT -> map(a -> truth(a[0] == 0), x);
        };
    }

    @Override
    public Value binary(Expr.Binary binary) {
        Value x = evaluate(binary.left());
        Value y = evaluate(binary.right());
        return switch (binary.operator()) {
            case ADD -> map(a -> a[0] + a[1], x, y);
            case SUBTRACT -> map(a -> a[0] - a[1], x, y);
            case MULTIPLY -> map(a -> a[0] * a[1], x, y);
            case DIVIDE -> map(a -> a[0] / a[1], x, y);
            case POWER -> power(x, y);
            case LESS -> map(a -> truth(a[0] < a[1]), x, y);
            case LESS_EQUAL -> map(a -> truth(a[0] <= a[1]), x, y);
            case GREATER -> map(a -> truth(a[0] > a[1]), x, y);
            case GREATER_EQUAL -> map(a -> truth(a[0] >= a[1]), x, y);
            case EQUAL -> map(a -> truth(a[0] == a[1]), x, y);
            case NOT_EQUAL -> map(a -> truth(a[0] != a[1]), x, y);
            case AND -> map(a -> truth(a[0] != 0 && a[1] != 0), x, y);
            case OR -> map(a -> truth(a[0] != 0 || a[1] != 0), x, y);
        };
    }

    @Override
    public Value call(Expr.Call call) {
        return switch (call.function()) {
            case "old" -> names.old(((Expr.Name) call.arguments().get(0)).name());
            case "hat" -> hat(((Expr.Name) call.arguments().get(0)).name());
            case "unbias" -> {
                Value x = evaluate(call.arguments().get(0));
                yield unbiased(x, ((Expr.Name) call.arguments().get(1)).name());
            }
            case "all" -> reduction((Expr.Call) call.arguments().get(0), true);
            case "sum", "mean", "norm", "norm1", "maxabs", "dot" -> reduction(call, false);
            default -> elementWise(call.function(), values(call));
        };
    }

    @Override
    public Value erroneous(Expr.Erroneous erroneous) {
        throw new IllegalArgumentException(erroneous.toString());
    }

    private List<Value> values(Expr.Call call) {
        return call.arguments().stream().map(this::evaluate).toList();
    }

    private Value elementWise(String function, List<Value> x) {
        Function<Integer, Value> arg = x::get;
        return switch (function) {
            case "sqrt" -> map(a -> Math.sqrt(a[0]), arg.apply(0));
            case "rsqrt" -> map(a -> 1 / a[0], map(a -> Math.sqrt(a[0]), arg.apply(0)));
            case "cbrt" -> map(a -> StrictMath.cbrt(a[0]), arg.apply(0));
            case "abs" -> map(a -> Math.abs(a[0]), arg.apply(0));
            case "sign" -> map(a -> Math.signum(a[0]), arg.apply(0));
            case "exp" -> map(a -> StrictMath.exp(a[0]), arg.apply(0));
            case "log" -> map(a -> StrictMath.log(a[0]), arg.apply(0));
            case "tanh" -> map(a -> StrictMath.tanh(a[0]), arg.apply(0));
            case "floor" -> map(a -> Math.floor(a[0]), arg.apply(0));
            case "min" -> map(a -> Math.min(a[0], a[1]), arg.apply(0), arg.apply(1));
            case "max" -> map(a -> Math.max(a[0], a[1]), arg.apply(0), arg.apply(1));
            case "clamp" -> {
                Value raised = map(a -> Math.max(a[0], a[1]), arg.apply(0), arg.apply(1));
                yield map(a -> Math.min(a[0], a[1]), raised, arg.apply(2));
            }
            case "where" -> where(arg.apply(0), arg.apply(1), arg.apply(2));
            case "ema" -> {
                Value rest = map(a -> a[0] - a[1], ONE, arg.apply(2));
                Value kept = map(a -> a[0] * a[1], arg.apply(2), arg.apply(0));
                Value added = map(a -> a[0] * a[1], rest, arg.apply(1));
                yield map(a -> a[0] + a[1], kept, added);
            }
            case "lerp" -> {
                Value distance = map(a -> a[0] - a[1], arg.apply(1), arg.apply(0));
                Value moved = map(a -> a[0] * a[1], arg.apply(2), distance);
                yield map(a -> a[0] + a[1], arg.apply(0), moved);
            }
            default -> throw new IllegalArgumentException(function);
        };
    }

    /** A constant condition chooses a branch with its own kind. */
    private Value where(Value condition, Value yes, Value no) {
        if (condition.kind() == Kind.CONSTANT) {
            return condition.single() != 0 ? yes : no;
        }
        return map(a -> a[0] != 0 ? a[1] : a[2], condition, yes, no);
    }

    /** Small whole powers are what a reader takes them for: rounded once. */
    private Value power(Value base, Value exponent) {
        if (base.kind() != Kind.CONSTANT && exponent.kind() == Kind.CONSTANT) {
            double constant = exponent.single();
            if (constant == 0) {
                return ONE;
            } else if (constant == 1) {
                return base;
            } else if (constant == 2) {
                return map(a -> a[0] * a[1], base, base);
            } else if (constant == -1) {
                return map(a -> 1 / a[0], base);
            }
        }
        return map(a -> Math.pow(a[0], a[1]), base, exponent);
    }

    private Value hat(String state) {
        return unbiased(names.current(state), names.rateOf(state));
    }

    private Value unbiased(Value value, String rate) {
        Value bias = map(a -> a[0] - a[1], ONE, names.product(rate));
        return map(a -> a[0] / a[1], value, bias);
    }

    private Value reduction(Expr.Call call, boolean all) {
        List<Value> x = values(call);
        return switch (call.function()) {
            case "sum" -> tensors.reduce(Double::sum, x.get(0), all);
            case "mean" -> {
                Value count = map(a -> Math.max(a[0], 1), tensors.counts(all));
                yield map(a -> a[0] / a[1], tensors.reduce(Double::sum, x.get(0), all), count);
            }
            case "norm" -> {
                Value squares = map(a -> a[0] * a[0], x.get(0));
                yield map(a -> Math.sqrt(a[0]), tensors.reduce(Double::sum, squares, all));
            }
            case "norm1" -> tensors.reduce(Double::sum, map(a -> Math.abs(a[0]), x.get(0)), all);
            case "maxabs" -> tensors.reduce(Math::max, map(a -> Math.abs(a[0]), x.get(0)), all);
            case "dot" ->
                    tensors.reduce(Double::sum, map(a -> a[0] * a[1], x.get(0), x.get(1)), all);
            default -> throw new IllegalArgumentException(call.function());
        };
    }

    private Value map(ToDoubleFunction<double[]> function, Value... arguments) {
        return Value.map(tensors, function, List.of(arguments));
    }

    private static double truth(boolean value) {
        return value ? 1 : 0;
    }
}
