package dev.optweave.processor.diagnostic;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Suggestion {

    private static final Map<String, String> GREEK =
            Map.ofEntries(
                    Map.entry("α", "alpha"),
                    Map.entry("β", "beta"),
                    Map.entry("γ", "gamma"),
                    Map.entry("δ", "delta"),
                    Map.entry("ε", "epsilon"),
                    Map.entry("ζ", "zeta"),
                    Map.entry("η", "eta"),
                    Map.entry("θ", "theta"),
                    Map.entry("κ", "kappa"),
                    Map.entry("λ", "lambda"),
                    Map.entry("μ", "mu"),
                    Map.entry("ν", "nu"),
                    Map.entry("ρ", "rho"),
                    Map.entry("σ", "sigma"),
                    Map.entry("τ", "tau"),
                    Map.entry("φ", "phi"),
                    Map.entry("ω", "omega"));

    private Suggestion() {}

    /**
     * The candidate nearest to a name: one that differs only in case, in the form of a letter or in
     * the spelling of a Greek letter, or else one within max(length, 3) / 3 edits that has a
     * character in common. Of equally near ones, the first.
     */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        String foldedName = folded(name);
        for (String candidate : candidates) {
            if (!candidate.equals(name) && folded(candidate).equals(foldedName)) {
                return Optional.of(candidate);
            }
        }
        int limit = Math.max(name.codePointCount(0, name.length()), 3) / 3;
        Optional<String> best = Optional.empty();
        int bestDistance = limit + 1;
        for (String candidate : candidates) {
            int distance = distance(name, candidate);
            if (distance > 0 && distance < bestDistance && haveCommonCharacter(name, candidate)) {
                bestDistance = distance;
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /**
     * The Damerau-Levenshtein distance in its restricted form: insertions, deletions, replacements
     * and swaps of neighbouring code points, none of which is edited twice.
     */
    public static int distance(String first, String second) {
        int[] a = first.codePoints().toArray();
        int[] b = second.codePoints().toArray();
        int[][] d = new int[a.length + 1][b.length + 1];
        for (int i = 0; i <= a.length; i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length; j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            for (int j = 1; j <= b.length; j++) {
                int replaced = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length][b.length];
    }

    /** Otherwise every name of one letter would be near to every other. */
    private static boolean haveCommonCharacter(String first, String second) {
        String characters = folded(second);
        return folded(first).codePoints().anyMatch(c -> characters.indexOf(c) >= 0);
    }

    private static String folded(String name) {
        String folded = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> letter : GREEK.entrySet()) {
            folded = folded.replace(letter.getKey(), letter.getValue());
        }
        return folded;
    }
}
