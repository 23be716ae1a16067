package dev.optweave.processor.emit.vector;

import dev.optweave.processor.emit.text.ClassName;
import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.emit.text.TypeName;

/** The vectors that a loop computes in. */
enum VectorType {
    FLOATS("Floats", "FloatVector", Float.class),
    DOUBLES("Doubles", "DoubleVector", Double.class);

    private final String suffix;
    private final ClassName vector;
    private final TypeName mask;

    VectorType(String suffix, String vector, Class<?> element) {
        this.suffix = suffix;
        this.vector = ClassName.get("jdk.incubator.vector", vector);
        this.mask =
                TypeName.generic(
                        ClassName.get("jdk.incubator.vector", "VectorMask"),
                        ClassName.get(element));
    }

    boolean isFloat() {
        return this == FLOATS;
    }

    /** What a loop's method name ends in. */
    String suffix() {
        return suffix;
    }

    /** The class of the vectors. */
    ClassName vector() {
        return vector;
    }

    /** The class of their truth values. */
    TypeName mask() {
        return mask;
    }

    /** The type of an array of elements. */
    TypeName elements() {
        return isFloat() ? TypeName.FLOAT : TypeName.DOUBLE;
    }

    /** The constant that names the vectors' shape. */
    String species() {
        return isFloat() ? "FLOATS" : "DOUBLES";
    }

    /** The constant that holds how many elements a vector has. */
    String lanes() {
        return isFloat() ? "FLOAT_LANES" : "DOUBLE_LANES";
    }

    /** The method that gives the block of a reduction. */
    String blockMethod() {
        return isFloat() ? "floats" : "doubles";
    }

    /**
     * A vector of a scalar. Not by a method of our own: HotSpot does not follow one that is called
     * before a hot loop and not in it, and fetches the vector from the heap in each turn.
     */
    CodeBlock broadcast(String scalar) {
        return CodeBlock.of(
                "$T.broadcast($L, $L$L)", vector, species(), isFloat() ? "(float) " : "", scalar);
    }

    /** A mask of a truth value. */
    CodeBlock maskOf(String scalar) {
        return CodeBlock.of("$L.maskAll($L)", species(), scalar);
    }

    String literal(double value) {
        if (isFloat()) {
            float narrow = (float) value;
            return Float.isFinite(narrow) ? narrow + "f" : special("Float", narrow);
        }
        return Double.isFinite(value) ? Double.toString(value) : special("Double", value);
    }

    private static String special(String type, double value) {
        if (Double.isNaN(value)) {
            return type + ".NaN";
        }
        return type + (value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
    }
}
