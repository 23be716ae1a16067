package dev.optweave.conformance.differential;

import dev.optweave.Slot;
import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.conformance.differential.Gradients.Clips;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Variable;
import dev.optweave.processor.reference.Hyperparameters;
import dev.optweave.runtime.BFloat16;
import dev.optweave.runtime.Backend;
import dev.optweave.runtime.Evaluation;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Runs a scenario with a generated optimizer. */
final class GeneratedRun {

    private final CompiledRule rule;
    private final Scenario scenario;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Outcome outcome = new Outcome();

    private GeneratedRun(CompiledRule rule, Scenario scenario) {
        this.rule = rule;
        this.scenario = scenario;
    }

    /** Where parameters lie while a rule runs. */
    interface Site {

        /** Runs something with parameters that lie there. */
        Outcome with(Parameters host, Function<Parameters, Outcome> run);
    }

    /** What the rule's generated class leaves behind in scalar Java. */
    static Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario) {
        return run(rule, generated, scenario, Backend.SCALAR);
    }

    /** What the rule's generated class leaves behind of parameters in Java's arrays. */
    static Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario, Backend backend) {
        return run(builder(generated, backend), rule, scenario, (host, run) -> run.apply(host));
    }

    /** What the rule's generated class leaves behind of parameters that lie elsewhere. */
    static Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario, Site site) {
        return run(builder(generated, Backend.AUTO), rule, scenario, site);
    }

    private static Outcome run(
            OptimizerBuilder<?, ?> builder, CompiledRule rule, Scenario scenario, Site site) {
        return new GeneratedRun(rule, scenario).run(builder, site);
    }

    private static OptimizerBuilder<?, ?> builder(Class<?> generated, Backend backend) {
        try {
            OptimizerBuilder<?, ?> builder =
                    (OptimizerBuilder<?, ?>) generated.getMethod("builder").invoke(null);
            builder.backend(backend);
            return builder;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private <B extends OptimizerBuilder<B, O>, O extends Optimizer> Outcome run(
            OptimizerBuilder<B, O> builder, Site site) {
        for (int i = 0; i < scenario.tensors().size(); i++) {
            TensorSpec spec = scenario.tensors().get(i);
            double[] start = scenario.inputs().parameters(i, spec);
            tensors.add(tensor(TensorSpec.name(i), spec, start));
        }
        configure(builder);
        return site.with(parameters(), placed -> run(builder, placed));
    }

    private Parameters parameters() {
        Parameters apart = Parameters.of(tensors);
        if (!scenario.run().packed()) {
            return apart;
        }
        int groups = scenario.groups().size();
        Parameters packed = apart.packed(tensor -> tensors.indexOf(tensor) % groups);
        tensors.clear();
        tensors.addAll(packed.tensors());
        return packed;
    }

    private <B extends OptimizerBuilder<B, O>, O extends Optimizer> Outcome run(
            OptimizerBuilder<B, O> builder, Parameters parameters) {
        try (Optimizer optimizer = builder.build(parameters)) {
            boolean closure = rule.whole().section(Section.GRADIENT_POINT).isPresent();
            for (int step = 0; step < scenario.run().steps(); step++) {
                String when = "step " + (step + 1) + ": ";
                boolean taken = step(optimizer, closure, step);
                outcome.note(when + "taken", new double[] {taken ? 1 : 0});
                if (closure && !taken) {
                    return outcome;
                }
                note(optimizer, when);
                noteBeside(optimizer, when, taken);
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

    /** A step, of as many calls as gradients are accumulated; none if a norm is not finite. */
    private boolean step(Optimizer optimizer, boolean closure, int step) {
        boolean clips = scenario.gradients().clips().clipsAnyNorm();
        long skipped = optimizer.skippedSteps();
        try {
            for (int i = 0; i < scenario.gradients().accumulate(); i++) {
                if (closure) {
                    optimizer.step(() -> closure(step));
                } else {
                    give(step);
                    optimizer.step();
                }
            }
            return optimizer.skippedSteps() == skipped;
        } catch (ArithmeticException e) {
            if (clips && e.getMessage().contains("cannot be clipped")) {
                return false;
            }
            throw e;
        }
    }

    private void give(int step) {
        for (int i = 0; i < tensors.size(); i++) {
            gradient(i, scenario.inputs().gradient(i, scenario.tensors().get(i), step));
        }
    }

    private double closure(int step) {
        for (int i = 0; i < tensors.size(); i++) {
            TensorSpec spec = scenario.tensors().get(i);
            gradient(i, scenario.inputs().gradientAt(values(tensors.get(i)), i, spec, step));
        }
        return 0;
    }

    private <B extends OptimizerBuilder<B, O>, O extends Optimizer> void configure(
            OptimizerBuilder<B, O> builder) {
        configure(builder, scenario.groups().get(0), 0);
        if (scenario.hasTwoGroups()) {
            Settings second = scenario.groups().get(1);
            builder.group(
                    "odd", t -> tensors.indexOf(t) % 2 == 1, group -> configure(group, second, 1));
        }
        Gradients gradients = scenario.gradients();
        if (gradients.maximize()) {
            builder.maximize();
        }
        Clips clips = gradients.clips();
        if (clips.clipsValue()) {
            builder.clipByValue(clips.value());
        }
        if (clips.clipsNorm()) {
            builder.clipByNorm(clips.norm());
        }
        if (clips.clipsGlobalNorm()) {
            builder.clipByGlobalNorm(clips.globalNorm());
        }
        builder.lossScale(gradients.lossScale());
        if (gradients.skips()) {
            builder.skipNonFinite();
        }
        Scenario.Beside beside = scenario.run().beside();
        if (beside.averages()) {
            builder.parameterEma(beside.decay());
        }
        if (beside.zeroes()) {
            builder.zeroGradients();
        }
        builder.threads(scenario.run().threads());
        builder.seed(scenario.run().seed());
        builder.accumulateGradients(gradients.accumulate());
    }

    private void configure(OptimizerBuilder<?, ?> builder, Settings settings, int group) {
        Hyperparameters values = settings.of(rule.rule());
        values.values().forEach((name, value) -> builder.set(name, value));
        values.schedules().forEach((name, schedule) -> builder.set(name, schedule::applyAsDouble));
        for (StateVariable state : rule.rule().states()) {
            Storing.Stored stored = settings.storing().states().get(state.name());
            if (state.shape() == Shape.ELEMENT && stored != null) {
                builder.storage(state.name(), stored.storage(), stored.rounding());
            }
        }
        if (scenario.hasBrainFloats(group)) {
            switch (settings.storing().parameter()) {
                case UNSAID -> {}
                case NEAREST -> builder.parameterRounding(Rounding.NEAREST);
                case STOCHASTIC -> builder.parameterRounding(Rounding.STOCHASTIC);
                case KAHAN -> builder.kahan();
            }
        }
    }

    private static Tensor tensor(String name, TensorSpec spec, double[] values) {
        int length = values.length;
        return switch (spec.format()) {
            case DOUBLE -> Tensor.of(name, values, length);
            case FLOAT -> Tensor.of(name, floats(values), length);
            case BFLOAT16 ->
                    Tensor.ofBFloat16(
                            name, BFloat16.fromFloats(floats(values)), new short[length], length);
            case BFLOAT16_WITH_FLOAT_GRADIENT ->
                    Tensor.ofBFloat16(
                            name, BFloat16.fromFloats(floats(values)), new float[length], length);
        };
    }

    private static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    private void gradient(int place, double[] gradient) {
        Tensor tensor = tensors.get(place);
        for (int i = 0; i < gradient.length; i++) {
            int at = tensor.start() + i;
            if (tensor.isDouble()) {
                tensor.doubleGradient()[at] = gradient[i];
            } else if (tensor.hasBFloat16Gradient()) {
                tensor.bfloat16Gradient()[at] = BFloat16.fromFloat((float) gradient[i]);
            } else {
                tensor.floatGradient()[at] = (float) gradient[i];
            }
        }
    }

    private static double[] values(Tensor tensor) {
        int start = tensor.start();
        if (tensor.isDouble()) {
            return Arrays.copyOfRange(tensor.doubleValues(), start, start + tensor.length());
        }
        float[] floats =
                tensor.isBFloat16()
                        ? BFloat16.toFloats(tensor.bfloat16Values())
                        : tensor.floatValues();
        double[] values = new double[tensor.length()];
        Arrays.setAll(values, i -> floats[start + i]);
        return values;
    }

    private void noteBeside(Optimizer optimizer, String when, boolean taken) {
        Scenario.Beside beside = scenario.run().beside();
        if (beside.zeroes() && taken) {
            long left = tensors.stream().mapToLong(GeneratedRun::gradientsLeft).sum();
            outcome.note(when + "gradients that are not zero", new double[] {left});
        }
        for (int t = 0; t < tensors.size() && beside.averages(); t++) {
            int tensor = t;
            Slot slot = optimizer.parameterEma();
            double[] averages = new double[slot.length(t)];
            Arrays.setAll(averages, element -> slot.get(tensor, element));
            outcome.note(when + "average of " + tensors.get(t).name(), averages);
        }
    }

    /** How many elements of the gradient are not zero. */
    private static long gradientsLeft(Tensor tensor) {
        return IntStream.range(tensor.start(), tensor.start() + tensor.length())
                .filter(
                        i ->
                                tensor.isDouble()
                                        ? tensor.doubleGradient()[i] != 0
                                        : tensor.hasBFloat16Gradient()
                                                ? tensor.bfloat16Gradient()[i] != 0
                                                : tensor.floatGradient()[i] != 0)
                .count();
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
