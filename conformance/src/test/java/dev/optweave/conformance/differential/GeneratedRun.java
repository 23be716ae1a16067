package dev.optweave.conformance.differential;

import dev.optweave.Slot;
import dev.optweave.State.Shape;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Variable;
import dev.optweave.processor.reference.ElementType;
import dev.optweave.processor.reference.Hyperparameters;
import dev.optweave.runtime.Evaluation;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a scenario with a generated optimizer. */
final class GeneratedRun {

    private final CompiledRule rule;
    private final Scenario scenario;
    private final int threads;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Outcome outcome = new Outcome();

    private GeneratedRun(CompiledRule rule, Scenario scenario, int threads) {
        this.rule = rule;
        this.scenario = scenario;
        this.threads = threads;
    }

    /** What the rule's generated class leaves behind. */
    static Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario) {
        return run(rule, generated, scenario, 1);
    }

    /** What the rule's generated class leaves behind, on several threads. */
    static Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario, int threads) {
        try {
            OptimizerBuilder<?, ?> builder =
                    (OptimizerBuilder<?, ?>) generated.getMethod("builder").invoke(null);
            return new GeneratedRun(rule, scenario, threads).run(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private <B extends OptimizerBuilder<B, O>, O extends Optimizer> Outcome run(
            OptimizerBuilder<B, O> builder) {
        for (int size : scenario.inputs().sizes()) {
            tensors.add(tensor("w" + size, scenario.inputs().parameters(size)));
        }
        configure(builder, scenario.first());
        if (scenario.hasTwoGroups()) {
            builder.group(
                    "odd", t -> tensors.indexOf(t) % 2 == 1, g -> configure(g, scenario.second()));
        }
        if (scenario.gradients().maximize()) {
            builder.maximize();
        }
        builder.threads(threads);
        builder.accumulateGradients(scenario.gradients().accumulate());
        try (Optimizer optimizer = builder.build(Parameters.of(tensors))) {
            boolean closure = rule.whole().section(Section.GRADIENT_POINT).isPresent();
            for (int step = 0; step < Scenario.STEPS; step++) {
                int now = step;
                if (closure) {
                    optimizer.step(() -> closure(now));
                } else {
                    tensors.forEach(t -> gradient(t, scenario.inputs().gradient(t.length(), now)));
                    for (int i = 0; i < scenario.gradients().accumulate(); i++) {
                        optimizer.step();
                    }
                }
                String when = "step " + (step + 1) + ": ";
                note(optimizer, when);
                try (Evaluation view = optimizer.evaluation()) {
                    view.parameters()
                            .forEach(
                                    t ->
                                            outcome.note(
                                                    when + "evaluation of " + t.name(), values(t)));
                }
            }
        }
        return outcome;
    }

    private double closure(int step) {
        tensors.forEach(t -> gradient(t, scenario.inputs().gradientAt(values(t), step)));
        return 0;
    }

    private static void configure(OptimizerBuilder<?, ?> builder, Hyperparameters values) {
        values.values().forEach((name, value) -> builder.set(name, value));
        values.schedules().forEach((name, schedule) -> builder.set(name, schedule::applyAsDouble));
    }

    private Tensor tensor(String name, double[] values) {
        if (scenario.type() == ElementType.DOUBLE) {
            return Tensor.of(name, values, values.length);
        }
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return Tensor.of(name, narrow, values.length);
    }

    private static void gradient(Tensor tensor, double[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            if (tensor.isDouble()) {
                tensor.doubleGradient()[i] = gradient[i];
            } else {
                tensor.floatGradient()[i] = (float) gradient[i];
            }
        }
    }

    private static double[] values(Tensor tensor) {
        double[] values = new double[tensor.length()];
        Arrays.setAll(
                values,
                i -> tensor.isDouble() ? tensor.doubleValues()[i] : tensor.floatValues()[i]);
        return values;
    }

    private void note(Optimizer optimizer, String when) {
        tensors.forEach(tensor -> outcome.note(when + tensor.name(), values(tensor)));
        for (Variable variable : rule.states()) {
            Slot slot = optimizer.state(variable.name());
            for (int i = 0; i < slot.tensors(); i++) {
                int owner = i;
                double[] values = new double[slot.length(i)];
                Arrays.setAll(values, element -> slot.get(owner, element));
                String of = variable.shape() == Shape.STEP ? "group " + i : tensors.get(i).name();
                outcome.note(when + variable.name() + " of " + of, values);
            }
        }
    }
}
