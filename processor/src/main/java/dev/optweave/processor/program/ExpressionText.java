package dev.optweave.processor.program;

import java.util.List;
import java.util.Map;

/** Writes values as expressions of a language like C, with as few parentheses as it allows. */
public final class ExpressionText {

    private static final int TERNARY = 1;
    private static final int OR = 2;
    private static final int AND = 3;
    private static final int EQUALITY = 4;
    private static final int RELATION = 5;
    private static final int SUM = 6;
    private static final int PRODUCT = 7;
    private static final int UNARY = 8;
    private static final int PRIMARY = 9;

    /** What languages like C differ in. */
    public interface Dialect {

        /** A number. */
        String literal(double value);

        /**
         * What stands before the parenthesis of a call, as {@code Math.fma} or {@code (float)
         * Math.sqrt}; not asked for what all such languages write with an operator.
         */
        String function(Function function);

        /** Whether the remainder is an operator. */
        boolean hasRemainder();
    }

    private record Text(String text, int precedence) {}

    private final Program program;
    private final Dialect dialect;
    private final Map<Integer, String> names;

    /**
     * For the values of a program.
     *
     * @param names what values that have been computed already are called, or how to fetch them;
     *     looked up as values are written, so that it may grow meanwhile
     */
    public ExpressionText(Program program, Dialect dialect, Map<Integer, String> names) {
        this.program = program;
        this.dialect = dialect;
        this.names = names;
    }

    /** The value, by its name if it has one. */
    public String of(int number) {
        return text(number).text();
    }

    /** How the value is computed, though it may have a name. */
    public String computed(int number) {
        return written(program.instruction(number)).text();
    }

    private Text text(int number) {
        String name = names.get(number);
        return name != null ? new Text(name, PRIMARY) : written(program.instruction(number));
    }

    private Text written(Instruction instruction) {
        Operation operation = instruction.operation();
        if (operation instanceof Operation.Constant constant) {
            String literal = dialect.literal(constant.value());
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
            case REMAINDER -> dialect.hasRemainder() ? binary(x, "%", PRODUCT) : call(function, x);
            case LESS -> binary(x, "<", RELATION);
            case LESS_EQUAL -> binary(x, "<=", RELATION);
            case EQUAL -> binary(x, "==", EQUALITY);
            case NOT_EQUAL -> binary(x, "!=", EQUALITY);
            case AND -> binary(x, "&&", AND);
            case OR -> binary(x, "||", OR);
            case NEGATE -> prefix("-", x.get(0));
            case NOT -> prefix("!", x.get(0));
            case SELECT -> selection(x);
            case FMA, SQRT, CBRT, ABS, SIGN, EXP, LOG, TANH, POWER, MIN, MAX, FLOOR ->
                    call(function, x);
        };
    }

    private Text selection(List<Integer> x) {
        return new Text(
                operand(x.get(0), OR)
                        + (" ? " + operand(x.get(1), OR))
                        + (" : " + operand(x.get(2), OR)),
                TERNARY);
    }

    private Text binary(List<Integer> x, String symbol, int precedence) {
        String left = operand(x.get(0), precedence);
        return new Text(left + " " + symbol + " " + operand(x.get(1), precedence + 1), precedence);
    }

    private Text prefix(String symbol, int number) {
        String operand = operand(number, UNARY);
        return new Text(
                symbol + (operand.startsWith(symbol) ? "(" + operand + ")" : operand), UNARY);
    }

    private Text call(Function function, List<Integer> x) {
        String called = dialect.function(function);
        String text = called + "(" + String.join(", ", x.stream().map(this::of).toList()) + ")";
        return new Text(text, called.startsWith("(") ? UNARY : PRIMARY);
    }

    private String operand(int number, int atLeast) {
        Text text = text(number);
        return text.precedence() >= atLeast ? text.text() : "(" + text.text() + ")";
    }
}
