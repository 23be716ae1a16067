package dev.optweave.processor.emit.text;

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

        /** Adds a piece. */
        public Builder add(String format, Object... arguments) {
            int from = 0;
            int argument = 0;
            for (int at = format.indexOf('$'); at >= 0; at = format.indexOf('$', from)) {
                text.append(format, from, at);
                char kind = format.charAt(at + 1);
                switch (kind) {
                    case '>' -> text.append(Marks.INDENT);
                    case '<' -> text.append(Marks.UNINDENT);
                    case 'S' -> literal((String) arguments[argument++]);
                    case 'T' -> text.append(type(arguments[argument++]));
                    case 'L' -> piece(arguments[argument++]);
                    default -> throw new IllegalArgumentException("$" + kind + " in " + format);
                }
                from = at + 2;
            }
            text.append(format, from, format.length());
            return this;
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
