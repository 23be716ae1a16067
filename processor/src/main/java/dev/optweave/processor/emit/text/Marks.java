package dev.optweave.processor.emit.text;

/**
 * Characters in unfinished text that say what becomes of it. None can be part of a name; where
 * somebody's comment contains one, it gives way to a space.
 */
final class Marks {

    /** On both sides of a class. */
    static final char CLASS = '\u001c';

    /** Between a class's package and its name. */
    static final char PACKAGE = '\u001d';

    /** Lines that begin behind it are indented further. */
    static final char INDENT = '\u001e';

    /** Ends {@link #INDENT}. */
    static final char UNINDENT = '\u001f';

    private Marks() {}

    static String of(String packageName, String names) {
        return CLASS + packageName + PACKAGE + names + CLASS;
    }

    /** Text of others without marks. */
    static String plain(String text) {
        String plain = text;
        for (char mark = CLASS; mark <= UNINDENT; mark++) {
            if (plain.indexOf(mark) >= 0) {
                plain = plain.replace(mark, ' ');
            }
        }
        return plain;
    }
}
