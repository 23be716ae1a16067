package dev.optweave.runtime.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Messages about names that do not exist. */
public final class Names {

    private Names() {}

    /** What was asked for, what it was probably meant to be, and all there is. */
    public static String unknown(String what, String name, List<String> known) {
        String message = "no " + what + " `" + name + "`";
        String help =
                closest(name, known).map(other -> "; did you mean `" + other + "`?").orElse(";");
        String all =
                known.isEmpty()
                        ? " there is none"
                        : " known: "
                                + known.stream()
                                        .map(other -> "`" + other + "`")
                                        .collect(Collectors.joining(", "));
        return message + help + all;
    }

    /** The known name within max(length, 3) / 3 edits that is nearest, the first of several. */
    static Optional<String> closest(String name, List<String> known) {
        int nearest = Math.max(name.length(), 3) / 3 + 1;
        String found = "";
        for (String other : known) {
            int distance = distance(name.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
            if (distance < nearest) {
                nearest = distance;
                found = other;
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** Insertions, deletions and replacements that lead from one text to the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
