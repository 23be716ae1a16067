package dev.optweave.processor.check;

import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which values are zero where gradients, parameters and states are. Hyperparameters count as not
 * zero, and so does whatever is not known for certain, such as a difference.
 */
final class Zeros {

    private final Rule rule;
    private final Set<String> zeros = new HashSet<>();

    Zeros(Rule rule) {
        this.rule = rule;
        zeros.add(rule.parameter());
        zeros.add(rule.gradient());
        for (Rule.StateVariable state : rule.states()) {
            if (canBeZero(state.init())) {
                zeros.add(state.name());
            }
        }
    }

    /** Goes past a statement. */
    void assign(Statement statement) {
        String target = statement.target().name();
        boolean value = canBeZero(statement.value());
        boolean before = zeros.contains(target);
        boolean after =
                switch (statement.assignment()) {
                    case SET -> value;
                    case ADD -> value && before;
                    case SUBTRACT -> before;
                    case MULTIPLY -> value || before;
                    case DIVIDE -> before;
                };
        boolean never = !after && (statement.period().isEmpty() || !before);
        if (target.equals(rule.parameter()) || !never) {
            zeros.add(target);
        } else {
            zeros.remove(target);
        }
    }

    boolean canBeZero(Expr expression) {
        if (expression instanceof Expr.Number number) {
            return number.value() == 0;
        }
        if (expression instanceof Expr.Name name) {
            return zeros.contains(name.name());
        }
        if (expression instanceof Expr.Unary unary) {
            return canBeZero(unary.operand());
        }
        if (expression instanceof Expr.Binary binary) {
            return binary(binary);
        }
        if (expression instanceof Expr.Call call) {
            Optional<Builtin> function = Expressions.builtin(call);
            return function.isPresent() && call(function.get(), call.arguments());
        }
        return false;
    }

    private boolean binary(Expr.Binary binary) {
        boolean left = canBeZero(binary.left());
        boolean right = canBeZero(binary.right());
        return switch (binary.operator()) {
            case ADD -> left && right;
            case MULTIPLY -> left || right;
            case DIVIDE -> left;
            case POWER -> left && !(Expressions.constant(binary.right()).orElse(1) <= 0);
            default -> false;
        };
    }

    private boolean call(Builtin function, List<Expr> arguments) {
        boolean first = !arguments.isEmpty() && canBeZero(arguments.get(0));
        return switch (function) {
            case SQRT, CBRT, ABS, SIGN, TANH, HAT, UNBIAS, OLD -> first;
            case SUM, MEAN, NORM, NORM1, MAXABS, ALL -> first;
            case MIN, DOT -> first || canBeZero(arguments.get(1));
            case MAX, EMA, LERP -> first && canBeZero(arguments.get(1));
            case CLAMP -> first && canBeZero(arguments.get(1));
            default -> false;
        };
    }
}
