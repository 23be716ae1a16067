package dev.optweave.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Shape;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.diagnostic.Snippet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is typed, the checks answer with diagnostics and never fail themselves. */
class RandomTextTest {

    private static final String[] PIECES = {
        "w", "g", "t", "m", "v", "lr", "beta1", "eps", "x", "y", "θ", "m_t", "n", "s", "ema", "hat",
        "old", "sqrt", "norm", "all", "sum", "where", "unbias", "rows", "normal", "every", "and",
        "not", "if", "let", "else", "Math", "=", "=", "-=", "+=", "==", "+", "-", "*", "/", "^",
        "**", "&&", "?", ":", "(", "(", ")", ")", ",", ",", "[", "]", "{", "}", ".", ";", "\n", "2",
        "1e-8", "1.2.3", "0.5f", "√", "²", "₁", "·", "−", "§", "\"", "#", "//", "/*", "\\", "|",
        "%", "++", "<", ">=", "<-", " ", "@", "!"
    };

    @Test
    void randomPiecesNeverFail() {
        Random random = new Random(20261122);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(24);
            for (int i = 0; i < length; i++) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
                text.append(random.nextBoolean() ? " " : "");
            }
            diagnose(text.toString());
        }
    }

    @Test
    void damagedEquationsNeverFail() {
        Random random = new Random(42);
        String whole =
                "m = ema(m, g, beta1)\nv = ema(v, g^2, beta2); every(5): x = norm(g) // why\n"
                        + "w -= lr * hat(m) / (sqrt(hat(v)) + eps)";
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder(whole);
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                    default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                }
            }
            diagnose(text.toString());
        }
    }

    private static void diagnose(String text) {
        List<Diagnostic> diagnostics =
                RuleText.adam(text)
                        .state("n", Shape.TENSOR, "1")
                        .state("s", Shape.STEP, "0")
                        .diagnostics();
        for (Diagnostic diagnostic : diagnostics) {
            assertThat(Snippet.render(diagnostic)).startsWith("[" + diagnostic.code().id());
        }
    }
}
