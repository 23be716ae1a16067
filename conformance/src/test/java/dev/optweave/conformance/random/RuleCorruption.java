package dev.optweave.conformance.random;

import dev.optweave.State.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a mistake or several in a rule: most are then wrong, some are other rules. */
final class RuleCorruption {

    private static final Pattern TOKEN = Pattern.compile("[\\p{L}_]\\w*|[\\d.]+(?:e-?\\d+)?|\\S");
    private static final String[] PIECES = {
        "w",
        "g",
        "m",
        "v",
        "s",
        "t",
        "lr",
        "beta1",
        "beta2",
        "eps",
        "y1",
        "θ",
        "W",
        "m_t",
        "old",
        "hat",
        "unbias",
        "sum",
        "all",
        "norm",
        "dot",
        "where",
        "ema",
        "every",
        "sqrt",
        "max",
        "rows",
        "matmul",
        "normal",
        "Math.sqrt",
        "0",
        "1",
        "2.5",
        "1e400",
        "1e-400",
        ".5",
        "3.",
        "1e",
        "+",
        "-",
        "*",
        "/",
        "^",
        "**",
        "%",
        "<",
        "<=",
        "==",
        "!=",
        "=",
        "+=",
        "&&",
        "||",
        "!",
        "?",
        ":",
        "and",
        "or",
        "not",
        "(",
        ")",
        "()",
        ",",
        ";",
        "//",
        "@",
        "#",
        "²",
        "√",
        "π",
        "∞",
        "  ",
        "\t"
    };

    private final Random random;

    RuleCorruption(Random random) {
        this.random = random;
    }

    RandomRule corrupt(RandomRule rule) {
        RandomRule corrupted = rule;
        for (int mistakes = 1 + random.nextInt(3); mistakes > 0; mistakes--) {
            corrupted = once(corrupted);
        }
        return corrupted;
    }

    private RandomRule once(RandomRule rule) {
        return switch (random.nextInt(12)) {
            case 0 -> with(rule, without(rule.hypers()), rule.states());
            case 1 -> with(rule, rule.hypers(), without(rule.states()));
            case 2 -> with(rule, rule.hypers(), reshaped(rule));
            case 3 -> with(rule, rule.hypers(), restarted(rule));
            case 4 -> pointed(rule);
            case 5 -> statements(rule, shuffled(rule.statements()));
            default -> statements(rule, rewritten(rule.statements()));
        };
    }

    private List<String> rewritten(List<String> statements) {
        List<String> copy = new ArrayList<>(statements);
        int changed = random.nextInt(copy.size());
        copy.set(changed, rewritten(copy.get(changed)));
        return copy;
    }

    /** One token left out, doubled, or replaced by another. */
    private String rewritten(String text) {
        List<int[]> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(new int[] {matcher.start(), matcher.end()});
        }
        if (tokens.isEmpty()) {
            return piece();
        }
        int[] token = tokens.get(random.nextInt(tokens.size()));
        String before = text.substring(0, token[0]);
        String itself = text.substring(token[0], token[1]);
        String after = text.substring(token[1]);
        return switch (random.nextInt(8)) {
            case 0 -> before + after;
            case 1 -> before + itself + itself + after;
            case 2 -> before + itself + " " + piece() + after;
            default -> before + piece() + after;
        };
    }

    private List<String> shuffled(List<String> statements) {
        List<String> copy = new ArrayList<>(statements);
        java.util.Collections.shuffle(copy, random);
        return copy;
    }

    private List<RandomRule.State> reshaped(RandomRule rule) {
        List<RandomRule.State> copy = new ArrayList<>(rule.states());
        if (!copy.isEmpty()) {
            int changed = random.nextInt(copy.size());
            RandomRule.State old = copy.get(changed);
            Shape shape = Shape.values()[random.nextInt(Shape.values().length)];
            copy.set(
                    changed,
                    new RandomRule.State(old.name(), shape, old.init(), old.biasCorrection()));
        }
        return copy;
    }

    private List<RandomRule.State> restarted(RandomRule rule) {
        List<RandomRule.State> copy = new ArrayList<>(rule.states());
        if (!copy.isEmpty()) {
            int changed = random.nextInt(copy.size());
            RandomRule.State old = copy.get(changed);
            Optional<String> rate =
                    random.nextBoolean() ? old.biasCorrection() : Optional.of(piece());
            copy.set(
                    changed,
                    new RandomRule.State(
                            old.name(), old.shape(), rewritten(old.init() + " + lr"), rate));
        }
        return copy;
    }

    private RandomRule pointed(RandomRule rule) {
        String text = rewritten(rewritten("w + lr*m"));
        RandomRule.Points points =
                random.nextBoolean()
                        ? new RandomRule.Points(Optional.of(text), rule.points().evaluateAt())
                        : new RandomRule.Points(rule.points().gradientAt(), Optional.of(text));
        return new RandomRule(
                rule.name(),
                rule.notation(),
                rule.hypers(),
                rule.states(),
                rule.statements(),
                points);
    }

    private static RandomRule statements(RandomRule rule, List<String> statements) {
        return new RandomRule(
                rule.name(),
                rule.notation(),
                rule.hypers(),
                rule.states(),
                statements,
                rule.points());
    }

    private static RandomRule with(
            RandomRule rule, List<RandomRule.Hyper> hypers, List<RandomRule.State> states) {
        return new RandomRule(
                rule.name(), rule.notation(), hypers, states, rule.statements(), rule.points());
    }

    private <T> List<T> without(List<T> list) {
        List<T> fewer = new ArrayList<>(list);
        if (!fewer.isEmpty()) {
            fewer.remove(random.nextInt(fewer.size()));
        }
        return fewer;
    }

    private String piece() {
        return PIECES[random.nextInt(PIECES.length)];
    }
}
