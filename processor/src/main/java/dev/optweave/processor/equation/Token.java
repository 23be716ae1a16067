package dev.optweave.processor.equation;

import dev.optweave.processor.source.Span;

/** A number, a name, a symbol or a border of the text. */
record Token(Type type, Span span) {

    enum Type {
        NUMBER,
        NAME,
        SYMBOL,
        /** A line break or a semicolon. */
        SEPARATOR,
        /** Something that has been reported. */
        ERROR,
        END
    }

    String text() {
        return span.text();
    }

    boolean is(String symbol) {
        return (type == Type.SYMBOL || type == Type.NAME) && text().equals(symbol);
    }

    /** Whether the token stands for a comment that was reported. */
    boolean isForeignComment() {
        return type == Type.SEPARATOR && (text().equals("#") || text().equals("/*"));
    }

    boolean isSemicolon() {
        return type == Type.SEPARATOR && text().equals(";");
    }

    boolean isLineBreak() {
        return type == Type.SEPARATOR && !isSemicolon();
    }

    boolean isEnd() {
        return type == Type.END || type == Type.SEPARATOR;
    }

    /** Whether the token can only be the start of a value. */
    boolean startsValue() {
        return type == Type.NUMBER || type == Type.NAME || is("(") || is("√");
    }
}
