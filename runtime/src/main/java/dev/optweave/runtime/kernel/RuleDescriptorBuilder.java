package dev.optweave.runtime.kernel;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.runtime.kernel.RuleDescriptor.GradientPoint;
import dev.optweave.runtime.kernel.RuleDescriptor.HyperparameterDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.Range;
import dev.optweave.runtime.kernel.RuleDescriptor.StateDescriptor;
import java.util.ArrayList;
import java.util.List;

/** Puts a {@link RuleDescriptor} together, each part in the order of the rule. */
public final class RuleDescriptorBuilder {

    private final String name;
    private final List<HyperparameterDescriptor> hyperparameters = new ArrayList<>();
    private final List<StateDescriptor> states = new ArrayList<>();
    private final List<RuleKernel> kernels = new ArrayList<>();
    private GradientPoint gradientPoint = GradientPoint.PARAMETERS;

    RuleDescriptorBuilder(String name) {
        this.name = name;
    }

    /** The next hyperparameter. */
    public RuleDescriptorBuilder hyperparameter(String name, double defaultValue, Range range) {
        hyperparameters.add(new HyperparameterDescriptor(name, defaultValue, range));
        return this;
    }

    /** The next declared state, in the parameter's type. */
    public RuleDescriptorBuilder state(String name, Shape shape) {
        states.add(new StateDescriptor(name, shape, true));
        return this;
    }

    /** The next declared state. */
    public RuleDescriptorBuilder state(
            String name, Shape shape, Storage storage, Rounding rounding) {
        states.add(new StateDescriptor(name, shape, true, storage, rounding));
        return this;
    }

    /** The next state that the generator added: one scalar a group. */
    public RuleDescriptorBuilder addedState(String name) {
        states.add(new StateDescriptor(name, Shape.STEP, false));
        return this;
    }

    /** The next specialization; the first assumes nothing of the hyperparameters. */
    public RuleDescriptorBuilder kernel(RuleKernel kernel) {
        kernels.add(kernel);
        return this;
    }

    /** Where the gradient is taken, unless at the parameters. */
    public RuleDescriptorBuilder gradientPoint(GradientPoint point) {
        gradientPoint = point;
        return this;
    }

    /** The descriptor. */
    public RuleDescriptor build() {
        return new RuleDescriptor(name, hyperparameters, states, kernels, gradientPoint);
    }
}
