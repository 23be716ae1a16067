package dev.optweave.processor.reference;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.Variable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * A tensor as the interpreter sees it: flat values, a gradient, and the states that lie beside
 * them. Floats are kept widened, and what is stored in fewer bytes is kept as it is read again.
 *
 * <p>How parameter and states are stored is said before an optimizer is made of the tensor: it
 * chooses by that what it runs.
 */
public final class ReferenceTensor {

    private final String name;
    private final ElementType type;
    private final ReferenceParameter parameter;
    private final double[] gradient;
    private double gradientScale = 1;
    private final Map<String, double[]> elementStates = new HashMap<>();
    private final Map<String, Double> tensorStates = new HashMap<>();
    private final Map<String, StoredAs> storages = new HashMap<>();

    /**
     * A tensor with a gradient of zeros.
     *
     * @param values copied, and narrowed to the type
     */
    public ReferenceTensor(String name, ElementType type, double[] values) {
        this.name = name;
        this.type = type;
        this.parameter = new ReferenceParameter(values.length);
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
        return gradient.length;
    }

    /**
     * Keeps a state per element in a storage, whatever the rule declares.
     *
     * @param rounding of no effect on {@code SAME} and {@code FLOAT32}
     */
    public void storage(String state, Storage storage, Rounding rounding) {
        storages.put(state, new StoredAs(storage, rounding));
    }

    /**
     * Keeps the parameter in brain floats; it is computed in float. What it holds is rounded to
     * nearest now.
     *
     * @throws IllegalStateException if the tensor is of doubles
     */
    public void bfloat16(Rounding rounding) {
        requireFloats();
        parameter.bfloat16(rounding);
    }

    /**
     * Keeps the parameter in brain floats, rounded to nearest, and in further ones what these lack
     * to the values computed. Loops load the sum of both. What the parameter holds is rounded to
     * nearest now.
     *
     * @throws IllegalStateException if the tensor is of doubles
     */
    public void bfloat16WithCompanion() {
        requireFloats();
        parameter.bfloat16WithCompanion();
    }

    private void requireFloats() {
        if (type != ElementType.FLOAT) {
            throw new IllegalStateException(
                    "tensor `" + name + "` is of doubles; brain floats are computed in float");
        }
    }

    /** A copy of the parameter's elements, without a companion's share. */
    public double[] values() {
        return parameter.values();
    }

    /** What each element lacks to the value computed; empty if no companion is kept. */
    public double[] companion() {
        return parameter.companion();
    }

    /**
     * Sets the parameter's elements, narrowed to the type, or to the nearest brain floats; a
     * companion stays as it is.
     *
     * @throws IllegalArgumentException if there are more or fewer than the tensor has
     */
    public void values(double[] newValues) {
        parameter.values(narrowed(newValues));
    }

    /** The parameter as loops compute with it. */
    double[] loaded() {
        return parameter.loaded();
    }

    /**
     * Stores what a loop computed for the parameter.
     *
     * @param randomBits the random bits of each element
     */
    void store(double[] computed, IntUnaryOperator randomBits) {
        parameter.store(narrowed(computed), randomBits);
    }

    ReferenceParameter.Copy copyOfParameter() {
        return parameter.copy();
    }

    void restore(ReferenceParameter.Copy copy) {
        parameter.restore(copy);
    }

    /** Whether what a loop stores is read again as it was computed. */
    boolean storesExactly(Variable variable, Rule rule) {
        return variable.role() == Variable.Role.PARAMETER
                ? parameter.isExact()
                : storedAs(variable.name(), rule).isExact(type);
    }

    private StoredAs storedAs(String state, Rule rule) {
        StoredAs declared =
                rule.state(state)
                        .map(variable -> new StoredAs(variable.storage(), variable.rounding()))
                        .orElse(new StoredAs(Storage.SAME, Rounding.NEAREST));
        return storages.getOrDefault(state, declared);
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
        System.arraycopy(narrowed(newGradient), 0, gradient, 0, gradient.length);
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
        return elementStates.getOrDefault(state, new double[length()]).clone();
    }

    /**
     * Sets a state per element, narrowed to the type: to go on from saved states. In reduced
     * storage these are taken for what had been read.
     */
    public void elementState(String state, double[] newValues) {
        elementStates.put(state, narrowed(newValues));
    }

    /**
     * Stores what a loop computed for a state.
     *
     * @param rule says how the state is stored, unless this tensor does
     * @param randomBits the random bits of each element
     */
    void store(String state, double[] computed, Rule rule, IntUnaryOperator randomBits) {
        elementStates.put(state, storedAs(state, rule).stored(narrowed(computed), randomBits));
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

    private double[] narrowed(double[] source) {
        if (source.length != length()) {
            throw new IllegalArgumentException(
                    "tensor `" + name + "` has " + length() + " elements, not " + source.length);
        }
        return Arrays.stream(source).map(type::narrow).toArray();
    }
}
