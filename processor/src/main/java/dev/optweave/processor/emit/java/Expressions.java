package dev.optweave.processor.emit.java;

import dev.optweave.processor.program.Function;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Program;
import java.util.List;
import java.util.Map;

/** Writes values as Java expressions, with as few parentheses as Java allows. */
final class Expressions {

    private static final int TERNARY = 1;
    private static final int OR = 2;
    private static final int AND = 3;
    private static final int EQUALITY = 4;
    private static final int RELATION = 5;
    private static final int SUM = 6;
    private static final int PRODUCT = 7;
    private static final int UNARY = 8;
    private static final int PRIMARY = 9;

    private record Text(String text, int precedence) {}

    private final Program program;
    private final Precision precision;
    private final Map<Integer, String> names;

    /**
     * @param names what values that have been computed already are called, or how to fetch them
     */
    Expressions(Program program, Precision precision, Map<Integer, String> names) {
        this.program = program;
        this.precision = precision;
        this.names = names;
    }

    /** The value, by its name if it has one. */
    String of(int number) {
        return text(number).text();
    }

    /** How the value is computed, though it may have a name. */
    String computed(int number) {
        return written(program.instruction(number)).text();
    }

    /** The value as an operand of a product. */
    String factor(int number) {
        return operand(number, PRODUCT);
    }

    private Text text(int number) {
        String name = names.get(number);
        return name != null ? new Text(name, PRIMARY) : written(program.instruction(number));
    }

    private Text written(Instruction instruction) {
        Operation operation = instruction.operation();
        if (operation instanceof Operation.Constant constant) {
            String literal = precision.literal(constant.value());
            return new Text(literal, literal.startsWith("-") ? UNARY : PRIMARY);
        } else if (operation instanceof Operation.Compute compute) {
            return written(compute.function(), instruction.arguments());
        }
        throw new IllegalStateException("a value without a name: " + instruction);
    }

    private Text written(Function function, List<Integer> x) {
        return switch (function) {
            case ADD -> binary(x, "+", SUM);
            case SUBTRACT -> binary(x, "-", SUM);
            case MULTIPLY -> binary(x, "*", PRODUCT);
            case DIVIDE -> binary(x, "/", PRODUCT);
            case REMAINDER -> binary(x, "%", PRODUCT);
            case LESS -> binary(x, "<", RELATION);
            case LESS_EQUAL -> binary(x, "<=", RELATION);
            case EQUAL -> binary(x, "==", EQUALITY);
            case NOT_EQUAL -> binary(x, "!=", EQUALITY);
            case AND -> binary(x, "&&", AND);
            case OR -> binary(x, "||", OR);
            case NEGATE -> prefix("-", x.get(0));
            case NOT -> prefix("!", x.get(0));
            case SELECT ->
                    new Text(
                            "%s ? %s : %s"
                                    .formatted(
                                            operand(x.get(0), OR),
                                            operand(x.get(1), OR),
                                            operand(x.get(2), OR)),
                            TERNARY);
            case FMA -> call("Math.fma", x);
            case ABS -> call("Math.abs", x);
            case SIGN -> call(precision == Precision.HOST ? "Math.signum" : "sign", x);
            case MIN -> call("Math.min", x);
            case MAX -> call("Math.max", x);
            case SQRT -> narrowed(call("Math.sqrt", x));
            case FLOOR -> narrowed(call("Math.floor", x));
            case CBRT -> narrowed(call("StrictMath.cbrt", x));
            case EXP -> narrowed(call("StrictMath.exp", x));
            case LOG -> narrowed(call("StrictMath.log", x));
            case TANH -> narrowed(call("StrictMath.tanh", x));
            case POWER -> narrowed(call("Math.pow", x));
        };
    }

    private Text binary(List<Integer> x, String symbol, int precedence) {
        String text =
                "%s %s %s"
                        .formatted(
                                operand(x.get(0), precedence),
                                symbol,
                                operand(x.get(1), precedence + 1));
        return new Text(text, precedence);
    }

    private Text prefix(String symbol, int number) {
        String operand = operand(number, UNARY);
        return new Text(
                symbol + (operand.startsWith(symbol) ? "(" + operand + ")" : operand), UNARY);
    }

    private Text call(String method, List<Integer> x) {
        return new Text(
                method + "(" + String.join(", ", x.stream().map(this::of).toList()) + ")", PRIMARY);
    }

    private Text narrowed(Text call) {
        return precision == Precision.FLOAT ? new Text("(float) " + call.text(), UNARY) : call;
    }

    private String operand(int number, int atLeast) {
        Text text = text(number);
        return text.precedence() >= atLeast ? text.text() : "(" + text.text() + ")";
    }
}
