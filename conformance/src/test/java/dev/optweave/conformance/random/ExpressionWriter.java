package dev.optweave.conformance.random;

import dev.optweave.processor.equation.Kind;
import java.util.List;
import java.util.Random;

/**
 * Writes random expressions whose kind is at most the one asked for, with no more parentheses than
 * the grammar needs (and now and then one more).
 */
final class ExpressionWriter {

    private static final String[] LITERALS = {
        "0", "1", "2", "0.5", "0.1", "3", "1e-3", "1e-8", "0.25", "7", "1.5", "10", "0.9", "2.5e2"
    };
    private static final String[] EXPONENTS = {
        "2", "2", "3", "4", "5", "0.5", "(-1)", "1.5", "1", "(-0.25)"
    };

    /** Those that become products and quotients, whatever the arithmetic. */
    private static final String[] EXACT_EXPONENTS = {"2", "2", "2", "(-1)", "1"};

    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int COMPARISON = 4;
    private static final int SUM = 5;
    private static final int PRODUCT = 6;
    private static final int UNARY = 7;
    private static final int POWER = 8;
    private static final int ATOM = 9;

    private record Text(String text, int precedence) {
        String atLeast(int needed) {
            return precedence >= needed ? text : "(" + text + ")";
        }
    }

    private final Random random;
    private final Vocabulary vocabulary;
    private final boolean transcendental;
    private int reductions;

    /**
     * A writer of one expression.
     *
     * @param reductions how many reductions it may hold
     * @param transcendental whether it may hold functions of elements that are not rounded
     *     correctly
     */
    ExpressionWriter(Random random, Vocabulary vocabulary, int reductions, boolean transcendental) {
        this.random = random;
        this.vocabulary = vocabulary;
        this.reductions = reductions;
        this.transcendental = transcendental;
    }

    /** A number. */
    String number(Kind kind, int depth) {
        return expression(kind, depth).text();
    }

    /** A number that stands as an operand of a product. */
    String factor(Kind kind, int depth) {
        return expression(kind, depth).atLeast(POWER);
    }

    private Text expression(Kind kind, int depth) {
        if (depth <= 0 || random.nextInt(12) == 0) {
            return new Text(leaf(kind), ATOM);
        }
        Text written =
                switch (random.nextInt(20)) {
                    case 0, 1, 2 -> binary(kind, depth, SUM, random.nextBoolean() ? " + " : " - ");
                    case 3, 4, 5, 6 ->
                            binary(kind, depth, PRODUCT, random.nextBoolean() ? " * " : "*");
                    case 7, 8 -> quotient(kind, depth);
                    case 9 -> power(kind, depth);
                    case 10 -> negated(kind, depth);
                    case 11, 12 -> atom(unaryCall(kind, depth));
                    case 13 -> atom(binaryCall(kind, depth));
                    case 14 -> atom(where(kind, depth));
                    case 15 -> atom(average(kind, depth));
                    case 16 -> atom(correction(kind, depth));
                    case 17 -> atom(old(kind));
                    default -> atom(reduction(kind, depth));
                };
        return random.nextInt(15) == 0 ? atom("(" + written.text() + ")") : written;
    }

    /** Two signs in a row would be read as a decrement. */
    private Text negated(Kind kind, int depth) {
        String operand = expression(kind, depth - 1).atLeast(UNARY);
        return new Text(operand.startsWith("-") ? "-(" + operand + ")" : "-" + operand, UNARY);
    }

    private String leaf(Kind kind) {
        List<String> own = vocabulary.of(kind);
        if (!own.isEmpty() && random.nextInt(3) > 0) {
            return pick(own);
        }
        List<String> names = vocabulary.upTo(kind);
        return names.isEmpty() || random.nextInt(4) == 0 ? pick(LITERALS) : pick(names);
    }

    /** One operand has the kind asked for, the other may have a lower one. */
    private Text binary(Kind kind, int depth, int precedence, String operator) {
        boolean leftLower = random.nextBoolean();
        Text left = expression(leftLower ? lower(kind) : kind, depth - 1);
        Text right = expression(leftLower ? kind : lower(kind), depth - 1);
        return new Text(
                left.atLeast(precedence) + operator + right.atLeast(precedence + 1), precedence);
    }

    private Text quotient(Kind kind, int depth) {
        String left = expression(kind, depth - 1).atLeast(PRODUCT);
        String divisor =
                switch (random.nextInt(4)) {
                    case 0 -> expression(lower(kind), depth - 1).atLeast(UNARY);
                    case 1 -> expression(kind, depth - 1).atLeast(UNARY);
                    case 2 -> "(sqrt(abs(" + number(kind, depth - 2) + ")) + 1e-3)";
                    default -> "(abs(" + number(lower(kind), depth - 2) + ") + 0.5)";
                };
        return new Text(left + "/" + divisor, PRODUCT);
    }

    private Text power(Kind kind, int depth) {
        String base = expression(kind, depth - 1).atLeast(ATOM);
        if (!maybeTranscendental(kind)) {
            return new Text(base + "^" + pick(EXACT_EXPONENTS), POWER);
        }
        boolean computed = random.nextInt(6) == 0;
        String exponent = computed ? "(" + number(lower(kind), depth - 2) + ")" : pick(EXPONENTS);
        return new Text((computed ? "abs(" + base + ")" : base) + "^" + exponent, POWER);
    }

    private String unaryCall(Kind kind, int depth) {
        String x = number(kind, depth - 1);
        return switch (random.nextInt(maybeTranscendental(kind) ? 12 : 7)) {
            case 0, 1 -> "sqrt(abs(" + x + "))";
            case 2 -> "sqrt(" + x + ")";
            case 3 -> "rsqrt(abs(" + x + ") + 1e-2)";
            case 4 -> "abs(" + x + ")";
            case 5 -> "sign(" + x + ")";
            case 6 -> "floor(" + x + ")";
            case 7 -> "cbrt(" + x + ")";
            case 8 -> "exp(min(" + x + ", 2))";
            case 9 -> "log(abs(" + x + ") + 1e-2)";
            default -> "tanh(" + x + ")";
        };
    }

    /** Scalars are computed on the host, by the same functions everywhere. */
    private boolean maybeTranscendental(Kind kind) {
        return transcendental || kind != Kind.ELEMENT;
    }

    private String binaryCall(Kind kind, int depth) {
        String x = number(kind, depth - 1);
        String y = number(lower(kind), depth - 1);
        return switch (random.nextInt(3)) {
            case 0 -> "min(" + x + ", " + y + ")";
            case 1 -> "max(" + y + ", " + x + ")";
            default -> "clamp(" + x + ", -1, " + y + ")";
        };
    }

    private String where(Kind kind, int depth) {
        return "where(%s, %s, %s)"
                .formatted(
                        truth(kind, Math.min(depth - 1, 2)).text(),
                        number(kind, depth - 1),
                        number(kind, depth - 1));
    }

    private Text truth(Kind kind, int depth) {
        return switch (depth <= 0 ? 0 : random.nextInt(6)) {
            case 3 ->
                    new Text(
                            truth(kind, depth - 1).atLeast(AND)
                                    + " and "
                                    + truth(kind, depth - 1).atLeast(NOT),
                            AND);
            case 4 ->
                    new Text(
                            truth(kind, depth - 1).atLeast(OR)
                                    + " or "
                                    + truth(kind, depth - 1).atLeast(AND),
                            OR);
            case 5 -> new Text("not " + atom(truth(kind, depth - 1)).text(), NOT);
            default -> {
                String[] operators = {" < ", " <= ", " > ", " >= ", " == ", " != "};
                String left = expression(kind, depth - 1).atLeast(SUM);
                yield new Text(
                        left + pick(operators) + expression(lower(kind), depth - 1).atLeast(SUM),
                        COMPARISON);
            }
        };
    }

    private String average(Kind kind, int depth) {
        String a = number(kind, depth - 1);
        String b = number(kind, depth - 1);
        String rate = random.nextInt(3) > 0 ? decayRate() : number(lower(kind), depth - 2);
        return "%s(%s, %s, %s)".formatted(random.nextBoolean() ? "ema" : "lerp", a, b, rate);
    }

    private String correction(Kind kind, int depth) {
        List<String> corrected = vocabulary.corrected();
        if (kind == Kind.ELEMENT && !corrected.isEmpty() && random.nextInt(3) > 0) {
            return "hat(" + pick(corrected) + ")";
        }
        return vocabulary.decayRates().isEmpty()
                ? leaf(kind)
                : "unbias(" + number(kind, depth - 1) + ", " + pick(vocabulary.decayRates()) + ")";
    }

    private String old(Kind kind) {
        List<String> names = vocabulary.changingUpTo(kind);
        return names.isEmpty() ? leaf(kind) : "old(" + pick(names) + ")";
    }

    /** A reduction, or at the limit of their number a name. */
    String reduction(Kind kind, int depth) {
        boolean tensor = kind.compareTo(Kind.TENSOR) >= 0;
        boolean all = kind.compareTo(Kind.ALL) >= 0;
        if (!all || reductions <= 0) {
            return leaf(kind);
        }
        reductions--;
        String x = elements(depth - 1);
        String call =
                switch (random.nextInt(6)) {
                    case 0 -> "sum(" + x + ")";
                    case 1 -> "mean(" + x + ")";
                    case 2 -> "norm(" + x + ")";
                    case 3 -> "norm1(" + x + ")";
                    case 4 -> "maxabs(" + x + ")";
                    default -> "dot(" + number(Kind.ELEMENT, depth - 2) + ", " + x + ")";
                };
        return tensor && random.nextInt(5) < 3 ? call : "all(" + call + ")";
    }

    /** A number with one value for each element, whatever else is in it. */
    String elements(int depth) {
        String name = pick(vocabulary.of(Kind.ELEMENT));
        Text other = expression(Kind.ELEMENT, depth - 1);
        return switch (depth <= 0 ? 0 : random.nextInt(6)) {
            case 1 -> other.atLeast(PRODUCT) + "*" + name;
            case 2 -> name + " - " + other.atLeast(PRODUCT);
            case 3 -> "max(" + other.text() + ", " + name + ")";
            case 4 -> "where(" + name + " > 0, " + other.text() + ", 0.5)";
            case 5 -> name + "/(abs(" + other.text() + ") + 0.5)";
            default -> name;
        };
    }

    private String decayRate() {
        return vocabulary.decayRates().isEmpty() ? "0.75" : pick(vocabulary.decayRates());
    }

    private Kind lower(Kind kind) {
        Kind[] kinds = {Kind.STEP, Kind.STEP, Kind.ALL, Kind.TENSOR, Kind.TENSOR, kind, kind, kind};
        Kind picked = kinds[random.nextInt(kinds.length)];
        return picked.compareTo(kind) <= 0 ? picked : kind;
    }

    private static Text atom(String text) {
        return new Text(text, ATOM);
    }

    private static Text atom(Text truth) {
        return new Text("(" + truth.text() + ")", ATOM);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
