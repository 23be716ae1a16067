package dev.optweave.processor.emit.text;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** A class. */
public final class TypeSpec {

    private final Builder parts;

    private TypeSpec(Builder parts) {
        this.parts = parts;
    }

    /** A class called so. */
    public static Builder classBuilder(String name) {
        return new Builder(name);
    }

    /** A class called as this one without package and outer classes. */
    public static Builder classBuilder(ClassName name) {
        return new Builder(name.simpleName());
    }

    /** Its name, without package and outer classes. */
    public String name() {
        return parts.name;
    }

    /** The names of all classes in it. */
    void addNames(List<String> names) {
        names.add(parts.name);
        for (TypeSpec type : parts.types) {
            type.addNames(names);
        }
    }

    /**
     * Writes it.
     *
     * @param depth how many classes it lies in
     */
    void write(StringBuilder out, int depth) {
        out.append(parts.head).append(parts.modifiers).append("class ").append(parts.name);
        out.append(parts.parents).append(" {\n").append(Marks.INDENT);
        boolean any = false;
        for (String field : parts.fields) {
            out.append(field);
            any = true;
        }
        for (MethodSpec method : parts.methods) {
            out.append(any ? "\n" : "");
            method.write(out, parts.name, depth + 1);
            any = true;
        }
        for (TypeSpec type : parts.types) {
            out.append(any ? "\n" : "");
            type.write(out, depth + 1);
            any = true;
        }
        out.append(Marks.UNINDENT).append("}\n");
    }

    /** Puts a class together. */
    public static final class Builder {

        private final String name;
        private final StringBuilder head = new StringBuilder();
        private final StringBuilder modifiers = new StringBuilder();
        private final StringBuilder parents = new StringBuilder();
        private final List<String> fields = new ArrayList<>();
        private final List<MethodSpec> methods = new ArrayList<>();
        private final List<TypeSpec> types = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        /** The Javadoc, before any annotation. */
        public Builder addJavadoc(String format, Object... arguments) {
            Javadoc.write(head, CodeBlock.of(format, arguments));
            return this;
        }

        /** An annotation with its at sign. */
        public Builder addAnnotation(CodeBlock annotation) {
            head.append(annotation.text()).append('\n');
            return this;
        }

        /** Modifiers in the usual order. */
        public Builder addModifiers(Modifier... all) {
            for (Modifier each : all) {
                modifiers.append(each).append(' ');
            }
            return this;
        }

        /** The class it extends, before any interface. */
        public Builder superclass(TypeName type) {
            parents.append(" extends ").append(type.text());
            return this;
        }

        /** The one interface it implements. */
        public Builder addSuperinterface(TypeName type) {
            parents.append(" implements ").append(type.text());
            return this;
        }

        /** A field's declaration without its semicolon. */
        public Builder addField(CodeBlock declaration) {
            fields.add(declaration.text() + ";\n");
            return this;
        }

        /** Fields' declarations without their semicolons. */
        public Builder addFields(List<CodeBlock> declarations) {
            declarations.forEach(this::addField);
            return this;
        }

        /** A method behind those added before, or a constructor. */
        public Builder addMethod(MethodSpec method) {
            methods.add(method);
            return this;
        }

        /** Methods behind those added before. */
        public Builder addMethods(List<MethodSpec> all) {
            methods.addAll(all);
            return this;
        }

        /** A class in it. */
        public Builder addType(TypeSpec type) {
            types.add(type);
            return this;
        }

        /** Classes in it. */
        public Builder addTypes(List<TypeSpec> all) {
            types.addAll(all);
            return this;
        }

        /** The class. */
        public TypeSpec build() {
            return new TypeSpec(this);
        }
    }
}
