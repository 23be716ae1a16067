package dev.optweave.runtime;

/** What the elements of a tensor are. */
enum ElementType {
    FLOAT("float"),
    DOUBLE("double"),
    BFLOAT16("bfloat16");

    private final String label;

    ElementType(String label) {
        this.label = label;
    }

    static ElementType of(Object array) {
        if (array instanceof double[]) {
            return DOUBLE;
        }
        return array instanceof short[] ? BFLOAT16 : FLOAT;
    }

    @Override
    public String toString() {
        return label;
    }
}
