package dev.optweave.processor.program;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]");

    private static final int ASCII = 0x80;

    /** As in GREEK SMALL LETTER BETA. */
    private static final int GREEK_LETTER_WORDS = 4;

    private final Set<String> reserved;
    private final Optional<Names> outer;
    private final Set<String> taken = new HashSet<>();
    private final boolean ascii;

    private Names(Set<String> reserved, Optional<Names> outer, boolean ascii) {
        this.reserved = reserved;
        this.outer = outer;
        this.ascii = ascii;
    }

    /** Names that collide neither with each other nor with these. */
    public static Names avoiding(Set<String> reserved) {
        return new Names(reserved, Optional.empty(), false);
    }

    /** The same for a language that knows no letters but A to Z: Greek ones are spelled out. */
    public static Names inAscii(Set<String> reserved) {
        return new Names(reserved, Optional.empty(), true);
    }

    /** More names: those handed out here are taken there, those handed out there are free here. */
    public Names nested() {
        return new Names(Set.of(), Optional.of(this), ascii);
    }

    /** The wanted name, with a number behind it if it is taken already. */
    public String unique(String wanted) {
        String spelled = ascii ? ascii(wanted) : wanted;
        String name = spelled;
        for (int number = 2; isTaken(name); number++) {
            name = spelled + "_" + number;
        }
        taken.add(name);
        return name;
    }

    /** The next free one of {@code m1}, {@code m2} and so on. */
    String version(String variable) {
        String spelled = ascii ? ascii(variable) : variable;
        int version = 1;
        while (isTaken(spelled + version)) {
            version++;
        }
        return unique(spelled + version);
    }

    private boolean isTaken(String name) {
        return taken.contains(name)
                || reserved.contains(name)
                || KEYWORDS.contains(name)
                || outer.isPresent() && outer.get().isTaken(name);
    }

    /** A text with its letters spelled in ASCII: {@code beta} for the Greek letter. */
    public static String ascii(String text) {
        if (isAscii(text)) {
            return text;
        }
        StringBuilder spelled = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            if (c < ASCII) {
                                spelled.appendCodePoint(c);
                            } else {
                                spelled.append(spelledOut(c));
                            }
                        });
        return spelled.toString();
    }

    private static boolean isAscii(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) >= ASCII) {
                return false;
            }
        }
        return true;
    }

    private static String spelledOut(int character) {
        if (Character.UnicodeScript.of(character) == Character.UnicodeScript.GREEK) {
            String[] words = Character.getName(character).split(" ");
            if (words.length == GREEK_LETTER_WORDS) {
                String letter = words[GREEK_LETTER_WORDS - 1];
                String lower = letter.toLowerCase(Locale.ROOT);
                return Character.isUpperCase(character)
                        ? letter.charAt(0) + lower.substring(1)
                        : lower;
            }
        }
        return "u%04x".formatted(character);
    }

    /** The letters and digits of a text. */
    static String lettersAndDigits(String text) {
        return NEITHER_LETTER_NOR_DIGIT.matcher(text).replaceAll("");
    }

    /** The name with a capital first letter, unless that is Greek. */
    public static String capitalized(String name) {
        if (name.isEmpty()) {
            return name;
        }
        // few names begin so, and a cold compiler takes long to load the table of scripts
        if (name.charAt(0) >= ASCII
                && Character.UnicodeScript.of(name.codePointAt(0))
                        == Character.UnicodeScript.GREEK) {
            return name; // most Greek capitals look like Latin ones: that of μ is Μ
        }
        int first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first).toUpperCase(Locale.ROOT) + name.substring(first);
    }
}
