package dev.optweave.conformance.differential;

import dev.optweave.State.Shape;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Variable;
import dev.optweave.processor.reference.Hyperparameters;
import dev.optweave.processor.reference.ReferenceGroup;
import dev.optweave.processor.reference.ReferenceOptimizer;
import dev.optweave.processor.reference.ReferenceOptimizer.Group;
import dev.optweave.processor.reference.ReferenceTensor;
import java.util.ArrayList;
import java.util.List;

/** Runs a scenario in the interpreter. */
final class InterpretedRun {

    private final CompiledRule rule;
    private final Scenario scenario;
    private final List<ReferenceTensor> tensors = new ArrayList<>();
    private final Outcome outcome = new Outcome();

    private InterpretedRun(CompiledRule rule, Scenario scenario) {
        this.rule = rule;
        this.scenario = scenario;
    }

    /** What the rule leaves behind. */
    static Outcome run(CompiledRule rule, Scenario scenario) {
        return new InterpretedRun(rule, scenario).run();
    }

    private Outcome run() {
        for (int size : scenario.inputs().sizes()) {
            ReferenceTensor tensor =
                    new ReferenceTensor(
                            "w" + size, scenario.type(), scenario.inputs().parameters(size));
            tensor.gradientScale(scenario.gradients().scale());
            tensors.add(tensor);
        }
        ReferenceOptimizer optimizer = optimizer();
        boolean closure = rule.whole().section(Section.GRADIENT_POINT).isPresent();
        for (int step = 0; step < Scenario.STEPS; step++) {
            int now = step;
            if (closure) {
                optimizer.step(() -> tensors.forEach(tensor -> closure(tensor, now)));
            } else {
                tensors.forEach(
                        t -> t.gradient(scenario.inputs().accumulated(t.length(), now, scenario)));
                optimizer.step();
            }
            String when = "step " + (step + 1) + ": ";
            note(optimizer, when);
            optimizer.evaluate(() -> tensors.forEach(t -> noteView(when, t)));
        }
        return outcome;
    }

    private void noteView(String when, ReferenceTensor tensor) {
        outcome.note(when + "evaluation of " + tensor.name(), tensor.values());
    }

    private void closure(ReferenceTensor tensor, int step) {
        tensor.gradient(scenario.inputs().gradientAt(tensor.values(), step));
    }

    private ReferenceOptimizer optimizer() {
        if (!scenario.hasTwoGroups()) {
            return new ReferenceOptimizer(rule, scenario.first(), tensors);
        }
        List<List<ReferenceTensor>> halves = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < tensors.size(); i++) {
            halves.get(i % 2).add(tensors.get(i));
        }
        List<Hyperparameters> both = List.of(scenario.first(), scenario.second());
        return new ReferenceOptimizer(
                rule,
                List.of(
                        new Group(both.get(0), halves.get(0)),
                        new Group(both.get(1), halves.get(1))),
                tensors);
    }

    private void note(ReferenceOptimizer optimizer, String when) {
        tensors.forEach(tensor -> outcome.note(when + tensor.name(), tensor.values()));
        int groups = scenario.hasTwoGroups() ? 2 : 1;
        for (int g = 0; g < groups; g++) {
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
