package dev.optweave.processor.emit.text;

/** A type as code names it. */
public class TypeName {

    public static final TypeName BOOLEAN = new TypeName("boolean");
    public static final TypeName INT = new TypeName("int");
    public static final TypeName FLOAT = new TypeName("float");
    public static final TypeName DOUBLE = new TypeName("double");

    private final String text;

    TypeName(String text) {
        this.text = text;
    }

    /** A generic class with arguments. */
    public static TypeName generic(ClassName raw, ClassName... arguments) {
        StringBuilder text = new StringBuilder(raw.text()).append('<');
        for (int i = 0; i < arguments.length; i++) {
            text.append(i == 0 ? "" : ", ").append(arguments[i].text());
        }
        return new TypeName(text.append('>').toString());
    }

    /** Its name, in which classes are marked. */
    final String text() {
        return text;
    }

    @Override
    public final String toString() {
        return text;
    }
}
