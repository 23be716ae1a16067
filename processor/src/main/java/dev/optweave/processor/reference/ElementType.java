package dev.optweave.processor.reference;

/** The type in which a tensor's elements are kept and computed. */
public enum ElementType {
    FLOAT,
    DOUBLE;

    /** The value of this type nearest to a double, widened again. */
    public double narrow(double value) {
        return this == FLOAT ? (float) value : value;
    }
}
