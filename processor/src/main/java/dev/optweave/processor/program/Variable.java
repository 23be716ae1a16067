package dev.optweave.processor.program;

import dev.optweave.State.Shape;
import dev.optweave.processor.equation.Kind;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that lies in memory between steps.
 *
 * @param name the name in the equations; of a running product of decay rates, such as {@code
 *     beta1^t}, the expression it stands for
 */
public record Variable(String name, Role role, Shape shape) {

    /** Orders variables by their names, which are unique in a rule. */
    static final Comparator<Variable> BY_NAME = Comparator.comparing(Variable::name);

    /** What a variable is to the rule. */
    public enum Role {
        PARAMETER,
        GRADIENT,
        STATE,
        /** A state per step that the generator added: a running product of decay rates. */
        DECAY_PRODUCT
    }

    // Variables are keys wherever a rule is compiled. What a record is given for these two is
    // linked
    // at its first use, for which a cold compiler pays with a dozen classes.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Variable variable
                && name.equals(variable.name)
                && role == variable.role
                && shape == variable.shape;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The kind of the variable's value. */
    public Kind kind() {
        return switch (shape) {
            case ELEMENT -> Kind.ELEMENT;
            case ROW -> Kind.ROW;
            case COLUMN -> Kind.COLUMN;
            case TENSOR -> Kind.TENSOR;
            case STEP -> Kind.STEP;
        };
    }
}
