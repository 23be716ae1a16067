package dev.optweave.conformance.differential;

import dev.optweave.processor.reference.ElementType;

/** A tensor to run a rule on: how many elements, of which type. */
record TensorSpec(int size, ElementType type) {

    /** What the tensor of that place is called. */
    static String name(int place) {
        return "w" + place;
    }

    @Override
    public String toString() {
        return size + (type == ElementType.FLOAT ? " floats" : " doubles");
    }
}
