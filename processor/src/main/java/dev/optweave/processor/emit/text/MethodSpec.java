package dev.optweave.processor.emit.text;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** A method, or a constructor. */
public final class MethodSpec {

    /** How long a line of parameters may become. */
    private static final int COLUMNS = 100;

    private final Builder parts;

    private MethodSpec(Builder parts) {
        this.parts = parts;
    }

    /** A method, which returns nothing until told otherwise. */
    public static Builder methodBuilder(String name) {
        return new Builder(name);
    }

    /** A constructor. */
    public static Builder constructorBuilder() {
        return new Builder("");
    }

    /**
     * Writes it.
     *
     * @param type the class that it is in, after which a constructor is called
     * @param depth how many classes it lies in
     */
    void write(StringBuilder out, String type, int depth) {
        out.append(parts.head);
        int begin = out.length();
        out.append(parts.modifiers);
        if (parts.name.isEmpty()) {
            out.append(type);
        } else {
            out.append(parts.result).append(' ').append(parts.name);
        }
        out.append('(');
        int column = depth * JavaFile.INDENT.length() + Imports.width(out, begin);
        for (int i = 0; i < parts.parameters.size(); i++) {
            boolean last = i + 1 == parts.parameters.size();
            String parameter =
                    parts.parameters.get(i) + (last ? ")" + parts.exceptions + " {" : ",");
            int width = Imports.width(parameter, 0);
            if (i > 0 && column + 1 + width > COLUMNS) {
                out.append('\n').append(JavaFile.INDENT).append(JavaFile.INDENT);
                column = (depth + 2) * JavaFile.INDENT.length();
            } else if (i > 0) {
                out.append(' ');
                column++;
            }
            out.append(parameter);
            column += width;
        }
        if (parts.parameters.isEmpty()) {
            out.append(')').append(parts.exceptions).append(" {");
        }
        out.append('\n').append(Marks.INDENT).append(parts.code.build().text());
        out.append(Marks.UNINDENT).append("}\n");
    }

    /** Puts a method together. */
    public static final class Builder {

        private final String name;
        private final StringBuilder head = new StringBuilder();
        private final StringBuilder modifiers = new StringBuilder();
        private final List<String> parameters = new ArrayList<>();
        private final CodeBlock.Builder code = CodeBlock.builder();
        private String result = "void";
        private String exceptions = "";

        private Builder(String name) {
            this.name = name;
        }

        /** The Javadoc, before any annotation. */
        public Builder addJavadoc(String format, Object... arguments) {
            Javadoc.write(head, CodeBlock.of(format, arguments));
            return this;
        }

        /** An annotation without members. */
        public Builder addAnnotation(Class<?> annotation) {
            head.append('@').append(ClassName.get(annotation).text()).append('\n');
            return this;
        }

        /** Modifiers in the usual order. */
        public Builder addModifiers(Modifier... all) {
            for (Modifier each : all) {
                modifiers.append(each).append(' ');
            }
            return this;
        }

        /** What it returns. */
        public Builder returns(TypeName type) {
            result = type.text();
            return this;
        }

        /** What it returns. */
        public Builder returns(Class<?> type) {
            return returns(ClassName.get(type));
        }

        /** One more parameter. */
        public Builder addParameter(TypeName type, String parameter) {
            parameters.add(type.text() + " " + parameter);
            return this;
        }

        /** What it throws. */
        public Builder addException(Class<?> type) {
            exceptions = " throws " + ClassName.get(type).text();
            return this;
        }

        /** More of its body. */
        public Builder addCode(String format, Object... arguments) {
            code.add(format, arguments);
            return this;
        }

        /** More of its body. */
        public Builder addCode(CodeBlock block) {
            code.add(block);
            return this;
        }

        /** One more statement, without its semicolon. */
        public Builder addStatement(String format, Object... arguments) {
            code.addStatement(format, arguments);
            return this;
        }

        /** The method. */
        public MethodSpec build() {
            return new MethodSpec(this);
        }
    }
}
