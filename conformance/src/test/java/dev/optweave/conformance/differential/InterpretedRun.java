package dev.optweave.conformance.differential;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Variable;
import dev.optweave.processor.reference.ElementType;
import dev.optweave.processor.reference.ReferenceGroup;
import dev.optweave.processor.reference.ReferenceOptimizer;
import dev.optweave.processor.reference.ReferenceOptimizer.Group;
import dev.optweave.processor.reference.ReferenceTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a scenario in the interpreter. */
final class InterpretedRun {

    private final CompiledRule rule;
    private final Scenario scenario;
    private final List<ReferenceTensor> tensors = new ArrayList<>();
    private final List<double[]> averages = new ArrayList<>();
    private final Outcome outcome = new Outcome();

    /** A norm that is to be clipped is infinite or no number. */
    private static final class NotFinite extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private InterpretedRun(CompiledRule rule, Scenario scenario) {
        this.rule = rule;
        this.scenario = scenario;
    }

    /** What the rule leaves behind. */
    static Outcome run(CompiledRule rule, Scenario scenario) {
        return new InterpretedRun(rule, scenario).run();
    }

    private Outcome run() {
        for (int i = 0; i < scenario.tensors().size(); i++) {
            TensorSpec spec = scenario.tensors().get(i);
            double[] start = scenario.inputs().parameters(i, spec);
            tensors.add(new ReferenceTensor(TensorSpec.name(i), spec.type(), start));
            store(tensors.get(i), spec, scenario.storingOf(i));
            averages.add(parameter(tensors.get(i)));
        }
        ReferenceOptimizer optimizer = optimizer();
        boolean closure = rule.whole().section(Section.GRADIENT_POINT).isPresent();
        for (int step = 0; step < scenario.run().steps(); step++) {
            String when = "step " + (step + 1) + ": ";
            boolean taken = closure ? stepWithClosure(optimizer, step) : step(optimizer, step);
            outcome.note(when + "taken", new double[] {taken ? 1 : 0});
            if (closure && !taken) {
                return outcome;
            }
            note(optimizer, when);
            noteBeside(when, taken);
            optimizer.evaluate(() -> tensors.forEach(t -> noteView(when, t)));
        }
        return outcome;
    }

    /** The parameter with its companion's share, in the tensor's type. */
    private static double[] parameter(ReferenceTensor tensor) {
        double[] values = tensor.values();
        double[] companion = tensor.companion();
        for (int i = 0; i < companion.length; i++) {
            values[i] = (float) values[i] + (float) companion[i];
        }
        return values;
    }

    private void noteBeside(String when, boolean taken) {
        Scenario.Beside beside = scenario.run().beside();
        if (beside.zeroes() && taken) {
            outcome.note(when + "gradients that are not zero", new double[] {0});
        }
        for (int t = 0; t < tensors.size() && beside.averages(); t++) {
            if (taken) {
                average(averages.get(t), tensors.get(t), 1 - beside.decay());
            }
            outcome.note(when + "average of " + tensors.get(t).name(), averages.get(t).clone());
        }
    }

    private static void average(double[] averages, ReferenceTensor tensor, double weight) {
        double[] w = parameter(tensor);
        for (int i = 0; i < w.length; i++) {
            averages[i] =
                    tensor.type() == ElementType.FLOAT
                            ? Math.fma(
                                    (float) weight,
                                    (float) w[i] - (float) averages[i],
                                    (float) averages[i])
                            : Math.fma(weight, w[i] - averages[i], averages[i]);
        }
    }

    private void store(ReferenceTensor tensor, TensorSpec spec, Storing storing) {
        for (StateVariable state : rule.rule().states()) {
            Storing.Stored stored = storing.states().get(state.name());
            if (state.shape() == Shape.ELEMENT && stored != null) {
                tensor.storage(state.name(), stored.storage(), stored.rounding());
            }
        }
        if (spec.isBFloat16()) {
            switch (storing.parameter()) {
                case UNSAID, NEAREST -> tensor.bfloat16(Rounding.NEAREST);
                case STOCHASTIC -> tensor.bfloat16(Rounding.STOCHASTIC);
                case KAHAN -> tensor.bfloat16WithCompanion();
            }
        }
    }

    private boolean step(ReferenceOptimizer optimizer, int step) {
        List<double[]> given = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            given.add(scenario.inputs().gradient(i, scenario.tensors().get(i), step));
        }
        boolean prepared = prepare(given);
        if (prepared) {
            optimizer.step();
        }
        return prepared;
    }

    /**
     * The gradient at the parameters, where the rule wants it, is used as given; the one at the
     * point where the rule takes its gradient is averaged and clipped. If that cannot be done, the
     * interpreter has begun a step that it cannot take back, and the run ends.
     */
    private boolean stepWithClosure(ReferenceOptimizer optimizer, int step) {
        LoweredRule whole = rule.whole();
        boolean twice =
                whole.readsGradient(Section.GRADIENT_POINT)
                        || whole.readsGradient(Section.INITIALIZE);
        int[] calls = {0};
        try {
            optimizer.step(
                    () -> {
                        calls[0]++;
                        List<double[]> given = showGiven(step);
                        if (calls[0] == (twice ? 2 : 1) && !prepare(given)) {
                            throw new NotFinite();
                        }
                    });
            return true;
        } catch (NotFinite e) {
            return false;
        }
    }

    private List<double[]> showGiven(int step) {
        List<double[]> given = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            ReferenceTensor tensor = tensors.get(i);
            TensorSpec spec = scenario.tensors().get(i);
            given.add(scenario.inputs().gradientAt(tensor.values(), i, spec, step));
            tensor.gradient(given.get(i));
            tensor.gradientScale(scenario.gradients().givenScale());
        }
        return given;
    }

    private boolean prepare(List<double[]> given) {
        Optional<Gradients.Prepared> prepared =
                scenario.gradients().prepare(scenario.tensors(), given);
        prepared.ifPresent(
                seen -> {
                    for (int i = 0; i < tensors.size(); i++) {
                        tensors.get(i).gradient(seen.elements().get(i));
                        tensors.get(i).gradientScale(seen.scales()[i]);
                    }
                });
        return prepared.isPresent();
    }

    private void noteView(String when, ReferenceTensor tensor) {
        outcome.note(when + "evaluation of " + tensor.name(), tensor.values());
    }

    private ReferenceOptimizer optimizer() {
        List<Group> groups = new ArrayList<>();
        int count = scenario.groups().size();
        for (int g = 0; g < count; g++) {
            List<ReferenceTensor> members = new ArrayList<>();
            for (int i = g; i < tensors.size(); i += count) {
                members.add(tensors.get(i));
            }
            groups.add(new Group(scenario.groups().get(g).of(rule.rule()), members));
        }
        ReferenceOptimizer optimizer = new ReferenceOptimizer(rule, groups, tensors);
        optimizer.seed(scenario.run().seed());
        return optimizer;
    }

    private void note(ReferenceOptimizer optimizer, String when) {
        tensors.forEach(tensor -> outcome.note(when + tensor.name(), tensor.values()));
        for (int g = 0; g < scenario.groups().size(); g++) {
            for (Variable variable : rule.states()) {
                note(optimizer.group(g), when + variable.name() + " of ", variable);
                if (variable.shape() == Shape.STEP) {
                    boolean kept = optimizer.group(g).lowered().variables().contains(variable);
                    double value = optimizer.group(g).stepState(variable.name());
                    outcome.note(
                            when + variable.name() + " of group " + g,
                            kept ? new double[] {value} : new double[0]);
                }
            }
        }
    }

    private void note(ReferenceGroup group, String name, Variable variable) {
        boolean kept = group.lowered().variables().contains(variable);
        for (ReferenceTensor tensor : group.tensors()) {
            if (variable.shape() == Shape.ELEMENT) {
                double[] values = tensor.elementState(variable.name());
                outcome.note(name + tensor.name(), kept ? values : new double[0]);
            } else if (variable.shape() == Shape.TENSOR) {
                double value = tensor.tensorState(variable.name());
                outcome.note(name + tensor.name(), kept ? new double[] {value} : new double[0]);
            }
        }
    }
}
