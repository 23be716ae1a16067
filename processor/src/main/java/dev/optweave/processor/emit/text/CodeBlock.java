package dev.optweave.processor.emit.text;

import java.util.Arrays;
import java.util.List;

/**
 * A piece of code. Formats contain {@code $L} for another piece, a text or a number, {@code $S} for
 * a string's literal, {@code $T} for a type, and {@code $>} and {@code $<} around lines that are
 * indented further.
 */
public final class CodeBlock {

    private static final CodeBlock EMPTY = new CodeBlock("");

    private final String text;

    private CodeBlock(String text) {
        this.text = text;
    }

    /** One piece. */
    public static CodeBlock of(String format, Object... arguments) {
        return builder().add(format, arguments).build();
    }

    /** Pieces and what separates them. */
    public static CodeBlock join(List<CodeBlock> pieces, String separator) {
        StringBuilder text = new StringBuilder();
        for (CodeBlock piece : pieces) {
            text.append(text.length() == 0 ? "" : separator).append(piece.text);
        }
        return new CodeBlock(text.toString());
    }

    /** An empty piece to add to. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The piece, in which classes are marked. */
    String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Puts pieces together. */
    public static final class Builder {

        private final StringBuilder text = new StringBuilder();

        private Builder() {}

        /**
         * Adds a piece.
         *
         * @throws IllegalArgumentException if the format does not take these arguments
         */
        public Builder add(String format, Object... arguments) {
            int from = 0;
            int argument = 0;
            for (int at = format.indexOf('$'); at >= 0; at = format.indexOf('$', from)) {
                text.append(format, from, at);
                from = at + 2;
                char kind = from <= format.length() ? format.charAt(at + 1) : ' ';
                if (kind == '>' || kind == '<') {
                    text.append(kind == '>' ? Marks.INDENT : Marks.UNINDENT);
                } else if (argument < arguments.length) {
                    add(kind, arguments[argument++], format);
                } else {
                    throw refused(format, arguments);
                }
            }
            if (argument < arguments.length) {
                throw refused(format, arguments);
            }
            text.append(format, from, format.length());
            return this;
        }

        private void add(char kind, Object argument, String format) {
            switch (kind) {
                case 'S' -> {
                    require(argument instanceof String, format, "a string for $S", argument);
                    literal((String) argument);
                }
                case 'T' -> {
                    boolean isType = argument instanceof Class<?> || argument instanceof TypeName;
                    require(isType, format, "a class or a type for $T", argument);
                    text.append(type(argument));
                }
                case 'L' -> {
                    boolean isType = argument instanceof Class<?> || argument instanceof TypeName;
                    require(!isType, format, "a piece, a text or a number for $L", argument);
                    piece(argument);
                }
                default -> throw refused(format, argument);
            }
        }

        private static void require(boolean fits, String format, String wanted, Object argument) {
            if (!fits) {
                throw new IllegalArgumentException(
                        "`" + format + "` takes " + wanted + ", not " + argument);
            }
        }

        /** Either the format has a place of no kind, or other arguments than it takes. */
        private static IllegalArgumentException refused(String format, Object... arguments) {
            int places = 0;
            for (int at = format.indexOf('$'); at >= 0; at = format.indexOf('$', at + 2)) {
                char kind = at + 1 < format.length() ? format.charAt(at + 1) : ' ';
                if ("LST<>".indexOf(kind) < 0) {
                    return new IllegalArgumentException(
                            "`" + format + "` has $" + kind + "; allowed: $L, $S, $T, $>, $<");
                }
                places += kind == '<' || kind == '>' ? 0 : 1;
            }
            return new IllegalArgumentException(
                    "`%s` takes %d %s, not %d: %s"
                            .formatted(
                                    format,
                                    places,
                                    places == 1 ? "argument" : "arguments",
                                    arguments.length,
                                    Arrays.toString(arguments)));
        }

        /** Adds a piece. */
        public Builder add(CodeBlock block) {
            text.append(block.text);
            return this;
        }

        /** Adds a statement without its semicolon; all lines but its first are indented. */
        public Builder addStatement(String format, Object... arguments) {
            int begin = text.length();
            add(format, arguments);
            int end = text.indexOf("\n", begin);
            if (end >= 0) {
                text.insert(end, new char[] {Marks.INDENT, Marks.INDENT});
                text.append(Marks.UNINDENT).append(Marks.UNINDENT);
            }
            text.append(";\n");
            return this;
        }

        /** Adds what a brace is opened behind. */
        public Builder beginControlFlow(String format, Object... arguments) {
            add(format, arguments);
            text.append(" {\n").append(Marks.INDENT);
            return this;
        }

        /** Closes a brace, and opens one again behind what follows. */
        public Builder nextControlFlow(String format, Object... arguments) {
            text.append(Marks.UNINDENT).append("} ");
            return beginControlFlow(format, arguments);
        }

        /** Closes a brace. */
        public Builder endControlFlow() {
            text.append(Marks.UNINDENT).append("}\n");
            return this;
        }

        /** Closes the brace of a {@code do}, and says how long it is repeated. */
        public Builder endControlFlow(String format, Object... arguments) {
            text.append(Marks.UNINDENT).append("} ");
            return addStatement(format, arguments);
        }

        /** What was added. */
        public CodeBlock build() {
            return text.length() == 0 ? EMPTY : new CodeBlock(text.toString());
        }

        private static String type(Object argument) {
            return argument instanceof Class<?> type
                    ? ClassName.get(type).text()
                    : ((TypeName) argument).text();
        }

        private void piece(Object argument) {
            if (argument instanceof CodeBlock block) {
                text.append(block.text);
            } else {
                text.append(Marks.plain(argument.toString()));
            }
        }

        private void literal(String value) {
            text.append('"');
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                switch (c) {
                    case '"' -> text.append("\\\"");
                    case '\\' -> text.append("\\\\");
                    case '\n' -> text.append("\\n");
                    default -> {
                        if (Character.isISOControl(c)) {
                            // octal, as the compiler translates other escapes before it sees
                            // strings
                            text.append("\\%03o".formatted((int) c));
                        } else {
                            text.append(c);
                        }
                    }
                }
            }
            text.append('"');
        }
    }
}
