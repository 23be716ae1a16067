package dev.optweave.processor.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A tensor as the interpreter sees it: flat values, a gradient, and the states that lie beside
 * them. Floats are kept widened.
 */
public final class ReferenceTensor {

    private final String name;
    private final ElementType type;
    private final double[] values;
    private final double[] gradient;
    private double gradientScale = 1;
    private final Map<String, double[]> elementStates = new HashMap<>();
    private final Map<String, Double> tensorStates = new HashMap<>();

    /**
     * A tensor with a gradient of zeros.
     *
     * @param values copied, and narrowed to the type
     */
    public ReferenceTensor(String name, ElementType type, double[] values) {
        this.name = name;
        this.type = type;
        this.values = new double[values.length];
        this.gradient = new double[values.length];
        values(values);
    }

    /** The tensor's name. */
    public String name() {
        return name;
    }

    /** The type of the elements. */
    public ElementType type() {
        return type;
    }

    /** The number of elements. */
    public int length() {
        return values.length;
    }

    /** A copy of the parameter's elements. */
    public double[] values() {
        return values.clone();
    }

    /**
     * Sets the parameter's elements, narrowed to the type.
     *
     * @throws IllegalArgumentException if there are more or fewer than the tensor has
     */
    public void values(double[] newValues) {
        assign(values, newValues);
    }

    /** A copy of the gradient's elements. */
    public double[] gradient() {
        return gradient.clone();
    }

    /**
     * Sets the gradient's elements, narrowed to the type.
     *
     * @throws IllegalArgumentException if there are more or fewer than the tensor has
     */
    public void gradient(double[] newGradient) {
        assign(gradient, newGradient);
    }

    /** What the gradient is multiplied by as it is loaded. */
    public double gradientScale() {
        return gradientScale;
    }

    /** Sets what the gradient is multiplied by: clipping, averaging, -1 to maximize. */
    public void gradientScale(double scale) {
        this.gradientScale = scale;
    }

    /** A copy of a state per element; zeros before the first step. */
    public double[] elementState(String state) {
        return elementStates.getOrDefault(state, new double[values.length]).clone();
    }

    /** Sets a state per element, narrowed to the type: to go on from saved states. */
    public void elementState(String state, double[] newValues) {
        assign(elementStates.computeIfAbsent(state, any -> new double[values.length]), newValues);
    }

    /** A state per tensor; 0 before the first step. */
    public double tensorState(String state) {
        return tensorStates.getOrDefault(state, 0.0);
    }

    /** Sets a state per tensor. */
    public void tensorState(String state, double value) {
        tensorStates.put(state, value);
    }

    /** The states that have been stored. */
    public Set<String> states() {
        Set<String> names = new TreeSet<>(elementStates.keySet());
        names.addAll(tensorStates.keySet());
        return names;
    }

    private void assign(double[] target, double[] source) {
        if (source.length != target.length) {
            throw new IllegalArgumentException(
                    "tensor `"
                            + name
                            + "` has "
                            + target.length
                            + " elements, not "
                            + source.length);
        }
        for (int i = 0; i < source.length; i++) {
            target[i] = type.narrow(source[i]);
        }
    }
}
