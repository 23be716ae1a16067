package dev.optweave.processor.program;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Hands out identifiers that do not collide, in a method or a class. */
public final class Names {

    private static final Set<String> KEYWORDS =
            Set.of(
                    ("abstract assert boolean break byte case catch char class const continue"
                                    + " default do double else enum extends final finally float"
                                    + " for goto if implements import instanceof int interface"
                                    + " long native new package private protected public return"
                                    + " short static strictfp super switch synchronized this"
                                    + " throw throws transient try void volatile while true"
                                    + " false null _ var yield record")
                            .split(" "));

    private final Set<String> taken;

    private Names(Set<String> taken) {
        this.taken = taken;
    }

    /** Names that collide neither with each other nor with these. */
    public static Names avoiding(Set<String> reserved) {
        return new Names(new HashSet<>(reserved));
    }

    /** A copy, so that names handed out there are free here. */
    public Names nested() {
        return new Names(new HashSet<>(taken));
    }

    /** The wanted name, with a number behind it if it is taken already. */
    public String unique(String wanted) {
        String name = wanted;
        for (int number = 2; taken.contains(name) || KEYWORDS.contains(name); number++) {
            name = wanted + "_" + number;
        }
        taken.add(name);
        return name;
    }

    /** The name with a capital first letter, unless that is Greek. */
    public static String capitalized(String name) {
        if (name.isEmpty()) {
            return name;
        }
        if (Character.UnicodeScript.of(name.codePointAt(0)) == Character.UnicodeScript.GREEK) {
            return name; // most Greek capitals look like Latin ones: that of μ is Μ
        }
        int first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first).toUpperCase(Locale.ROOT) + name.substring(first);
    }
}
