package dev.optweave.processor.check;

import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * By which power of c a value is multiplied when all gradients are multiplied by c. Scalars that
 * are added, such as epsilons, are taken to be too small to matter.
 */
final class GradientScale {

    private final Rule rule;
    private final Map<String, Power> powers = new HashMap<>();

    GradientScale(Rule rule) {
        this.rule = rule;
        rule.states().forEach(state -> powers.put(state.name(), Power.ANY));
        rule.hyperparameters().forEach(h -> powers.put(h.name(), Power.SCALAR));
        powers.put(Rule.STEP_NUMBER, Power.SCALAR);
        powers.put(rule.parameter(), Power.of(0));
        powers.put(rule.gradient(), Power.of(1));
    }

    /** A power, or why there is none. */
    record Power(Sort sort, double exponent) {
        /** Of zero, and of states of which nothing is known yet: fits everything. */
        static final Power ANY = new Power(Sort.ANY, 0);

        /** Of scalars: multiplied they change nothing, added they are taken for epsilons. */
        static final Power SCALAR = new Power(Sort.SCALAR, 0);

        /** Of sums of different powers. */
        static final Power MIXED = new Power(Sort.MIXED, 0);

        enum Sort {
            ANY,
            SCALAR,
            KNOWN,
            MIXED
        }

        static Power of(double exponent) {
            return new Power(Sort.KNOWN, exponent);
        }

        boolean isKnown() {
            return sort == Sort.KNOWN;
        }

        /** The power of a sum, of which all terms should have the same. */
        Power plus(Power other) {
            if (sort == Sort.MIXED || other.sort == Sort.MIXED) {
                return MIXED;
            }
            if (sort != Sort.KNOWN || other.sort != Sort.KNOWN) {
                return sort.compareTo(other.sort) >= 0 ? this : other;
            }
            return exponent == other.exponent ? this : MIXED;
        }

        /** The power of a product, or of a quotient if the sign is -1. */
        Power times(Power other, int sign) {
            if (sort == Sort.MIXED || other.sort == Sort.MIXED) {
                return MIXED;
            }
            if (sort == Sort.ANY || other.sort == Sort.ANY) {
                return ANY;
            }
            boolean scalars = sort == Sort.SCALAR && other.sort == Sort.SCALAR;
            return scalars ? SCALAR : of(exponent + sign * other.exponent);
        }

        Power raised(double to) {
            return sort == Sort.KNOWN ? of(exponent * to) : this;
        }

        /** The power of a function that is not a power. */
        Power bent() {
            return sort == Sort.KNOWN && exponent != 0 ? MIXED : this;
        }
    }

    /** Goes past a statement. */
    void assign(Statement statement) {
        String target = statement.target().name();
        if (target.equals(rule.parameter())) {
            return;
        }
        Power value = of(statement.value());
        Power before = powers.getOrDefault(target, Power.ANY);
        Power after =
                switch (statement.assignment()) {
                    case SET -> value;
                    case ADD, SUBTRACT -> before.plus(value);
                    case MULTIPLY -> before.times(value, 1);
                    case DIVIDE -> before.times(value, -1);
                };
        powers.put(target, after);
    }

    Power of(Expr expression) {
        if (expression instanceof Expr.Number number) {
            return number.value() == 0 ? Power.ANY : Power.SCALAR;
        }
        if (expression instanceof Expr.Name name) {
            return powers.getOrDefault(name.name(), Power.MIXED);
        }
        if (expression instanceof Expr.Unary unary) {
            return of(unary.operand());
        }
        if (expression instanceof Expr.Binary binary) {
            return binary(binary);
        }
        return expression instanceof Expr.Call call
                ? Expressions.builtin(call)
                        .map(function -> call(function, call.arguments()))
                        .orElse(Power.MIXED)
                : Power.MIXED;
    }

    private Power binary(Expr.Binary binary) {
        Power left = of(binary.left());
        Power right = of(binary.right());
        return switch (binary.operator()) {
            case ADD, SUBTRACT -> left.plus(right);
            case MULTIPLY -> left.times(right, 1);
            case DIVIDE -> left.times(right, -1);
            case POWER -> {
                OptionalDouble exponent = Expressions.constant(binary.right());
                yield exponent.isPresent() ? left.raised(exponent.getAsDouble()) : left.bent();
            }
            default -> Power.of(0);
        };
    }

    private Power call(Builtin function, List<Expr> arguments) {
        Power first = arguments.isEmpty() ? Power.MIXED : of(arguments.get(0));
        return switch (function) {
            case SQRT -> first.raised(0.5);
            case RSQRT -> first.raised(-0.5);
            case CBRT -> first.raised(1.0 / 3);
            case ABS, HAT, UNBIAS, OLD, SUM, MEAN, NORM, NORM1, MAXABS, ALL -> first;
            case SIGN -> Power.of(0);
            case EXP, LOG, TANH, FLOOR -> first.bent();
            case MIN, MAX, EMA, LERP -> first.plus(of(arguments.get(1)));
            case CLAMP -> first.bent().plus(of(arguments.get(1))).plus(of(arguments.get(2)));
            case WHERE -> of(arguments.get(1)).plus(of(arguments.get(2)));
            case DOT -> first.times(of(arguments.get(1)), 1);
            default -> Power.MIXED;
        };
    }
}
