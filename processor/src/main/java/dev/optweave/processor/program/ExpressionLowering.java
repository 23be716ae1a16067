package dev.optweave.processor.program;

import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.program.Operation.ElementCount;
import dev.optweave.processor.program.Operation.Reduction;
import java.util.List;

/** Turns expressions into instructions, as written: no operation is moved or left out. */
final class ExpressionLowering implements Expr.Visitor<Integer> {

    private final Scope scope;
    private final ProgramBuilder builder;

    ExpressionLowering(Scope scope) {
        this.scope = scope;
        this.builder = scope.builder();
    }

    int lower(Expr expression) {
        return expression.accept(this);
    }

    @Override
    public Integer number(Expr.Number number) {
        return builder.constant(number.value());
    }

    @Override
    public Integer name(Expr.Name name) {
        return scope.name(name.name());
    }

    @Override
    public Integer unary(Expr.Unary unary) {
        int operand = lower(unary.operand());
        return switch (unary.operator()) {
            case NEGATE -> builder.compute(Function.NEGATE, operand);
            case NOT -> builder.compute(Function.NOT, operand);
        };
    }

    @Override
    public Integer binary(Expr.Binary binary) {
        int left = lower(binary.left());
        int right = lower(binary.right());
        return switch (binary.operator()) {
            case ADD -> builder.compute(Function.ADD, left, right);
            case SUBTRACT -> builder.compute(Function.SUBTRACT, left, right);
            case MULTIPLY -> builder.compute(Function.MULTIPLY, left, right);
            case DIVIDE -> builder.compute(Function.DIVIDE, left, right);
            case POWER -> builder.compute(Function.POWER, left, right);
            case LESS -> builder.compute(Function.LESS, left, right);
            case LESS_EQUAL -> builder.compute(Function.LESS_EQUAL, left, right);
            case GREATER -> builder.compute(Function.LESS, right, left);
            case GREATER_EQUAL -> builder.compute(Function.LESS_EQUAL, right, left);
            case EQUAL -> builder.compute(Function.EQUAL, left, right);
            case NOT_EQUAL -> builder.compute(Function.NOT_EQUAL, left, right);
            case AND -> builder.compute(Function.AND, left, right);
            case OR -> builder.compute(Function.OR, left, right);
        };
    }

    @Override
    public Integer call(Expr.Call call) {
        return switch (call.function()) {
            case "old" -> scope.startValue(((Expr.Name) call.arguments().get(0)).name());
            case "hat" -> hat(((Expr.Name) call.arguments().get(0)).name());
            case "unbias" -> unbias(call);
            case "all" -> {
                Expr.Call inner = (Expr.Call) call.arguments().get(0);
                yield reduction(inner, Operation.Scope.ALL);
            }
            case "sum", "mean", "norm", "norm1", "maxabs", "dot" ->
                    reduction(call, Operation.Scope.TENSOR);
            default ->
                    elementwise(
                            call.function(), call.arguments().stream().map(this::lower).toList());
        };
    }

    private int elementwise(String function, List<Integer> x) {
        return switch (function) {
            case "sqrt" -> builder.compute(Function.SQRT, x.get(0));
            case "rsqrt" ->
                    builder.compute(
                            Function.DIVIDE,
                            builder.constant(1),
                            builder.compute(Function.SQRT, x.get(0)));
            case "cbrt" -> builder.compute(Function.CBRT, x.get(0));
            case "abs" -> builder.compute(Function.ABS, x.get(0));
            case "sign" -> builder.compute(Function.SIGN, x.get(0));
            case "exp" -> builder.compute(Function.EXP, x.get(0));
            case "log" -> builder.compute(Function.LOG, x.get(0));
            case "tanh" -> builder.compute(Function.TANH, x.get(0));
            case "floor" -> builder.compute(Function.FLOOR, x.get(0));
            case "min" -> builder.compute(Function.MIN, x.get(0), x.get(1));
            case "max" -> builder.compute(Function.MAX, x.get(0), x.get(1));
            case "clamp" ->
                    builder.compute(
                            Function.MIN,
                            builder.compute(Function.MAX, x.get(0), x.get(1)),
                            x.get(2));
            case "where" -> builder.compute(Function.SELECT, x.get(0), x.get(1), x.get(2));
            case "ema" -> movingAverage(x.get(0), x.get(1), x.get(2));
            case "lerp" -> interpolated(x.get(0), x.get(1), x.get(2));
            default -> throw new IllegalArgumentException("no function " + function);
        };
    }

    /** β·s + (1-β)·x. */
    private int movingAverage(int state, int value, int rate) {
        int rest = builder.compute(Function.SUBTRACT, builder.constant(1), rate);
        int kept = builder.compute(Function.MULTIPLY, rate, state);
        int added = builder.compute(Function.MULTIPLY, rest, value);
        return builder.compute(Function.ADD, kept, added);
    }

    /** a + x·(b-a). */
    private int interpolated(int a, int b, int x) {
        int distance = builder.compute(Function.SUBTRACT, b, a);
        return builder.compute(Function.ADD, a, builder.compute(Function.MULTIPLY, x, distance));
    }

    /** m / (1 - β^t). */
    private int hat(String state) {
        String rate =
                scope.rule()
                        .state(state)
                        .flatMap(StateVariable::biasCorrection)
                        .orElseThrow(() -> new IllegalArgumentException("no rate for " + state));
        int bias = bias(scope.decayProduct(rate, scope.name(rate)), state);
        return builder.compute(Function.DIVIDE, scope.name(state), bias);
    }

    private int unbias(Expr.Call call) {
        int value = lower(call.arguments().get(0));
        Expr rate = call.arguments().get(1);
        int product = scope.decayProduct(rate.span().text().strip(), lower(rate));
        String name = call.arguments().get(0) instanceof Expr.Name s ? s.name() : "";
        return builder.compute(Function.DIVIDE, value, bias(product, name));
    }

    private int bias(int product, String average) {
        int bias = builder.compute(Function.SUBTRACT, builder.constant(1), product);
        return builder.named(bias, Lowering.BIAS + capitalized(average));
    }

    private int reduction(Expr.Call call, Operation.Scope over) {
        List<Integer> x = call.arguments().stream().map(this::lower).toList();
        String of =
                call.arguments().get(0) instanceof Expr.Name name ? capitalized(name.name()) : "";
        return switch (call.function()) {
            case "sum" -> sum(x.get(0), over, "sum" + of);
            case "mean" -> {
                int count = builder.add(new ElementCount(over), "");
                int atLeastOne = builder.compute(Function.MAX, count, builder.constant(1));
                int sum = sum(x.get(0), over, "sum" + of);
                yield builder.named(builder.compute(Function.DIVIDE, sum, atLeastOne), "mean" + of);
            }
            case "norm" -> {
                int square = builder.compute(Function.MULTIPLY, x.get(0), x.get(0));
                int sum = sum(square, over, "squares" + of);
                yield builder.named(builder.compute(Function.SQRT, sum), "norm" + of);
            }
            case "norm1" -> sum(builder.compute(Function.ABS, x.get(0)), over, "norm1" + of);
            case "maxabs" ->
                    builder.reduce(
                            Reduction.MAX,
                            over,
                            "maxAbs" + of,
                            builder.compute(Function.ABS, x.get(0)));
            case "dot" -> {
                int product = builder.compute(Function.MULTIPLY, x.get(0), x.get(1));
                yield sum(product, over, "dot");
            }
            default -> throw new IllegalArgumentException("no reduction " + call.function());
        };
    }

    private int sum(int value, Operation.Scope over, String hint) {
        return builder.reduce(Reduction.SUM, over, hint, value);
    }

    static String capitalized(String name) {
        if (name.isEmpty()) {
            return name;
        }
        if (Character.UnicodeScript.of(name.codePointAt(0)) == Character.UnicodeScript.GREEK) {
            return name; // most Greek capitals look like Latin ones: that of μ is Μ
        }
        int first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first).toUpperCase(java.util.Locale.ROOT) + name.substring(first);
    }
}
