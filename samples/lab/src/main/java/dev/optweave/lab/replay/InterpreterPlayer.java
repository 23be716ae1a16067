package dev.optweave.lab.replay;

import dev.optweave.lab.problem.Precision;
import dev.optweave.lab.rule.LabRule;
import dev.optweave.processor.reference.ElementType;
import dev.optweave.processor.reference.Hyperparameters;
import dev.optweave.processor.reference.ReferenceOptimizer;
import dev.optweave.processor.reference.ReferenceTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Interprets the lowered program. */
final class InterpreterPlayer implements Player {

    private final List<ReferenceTensor> tensors = new ArrayList<>();
    private final ReferenceOptimizer optimizer;

    InterpreterPlayer(LabRule rule, Trace trace, Precision precision) {
        ElementType type =
                switch (precision) {
                    case FLOAT32 -> ElementType.FLOAT;
                    case FLOAT64 -> ElementType.DOUBLE;
                    case BFLOAT16 -> throw precision.notReplayed();
                };
        for (int i = 0; i < trace.initial().size(); i++) {
            tensors.add(new ReferenceTensor("tensor" + (i + 1), type, trace.initial().get(i)));
        }
        Hyperparameters hyperparameters = Hyperparameters.defaults();
        for (Map.Entry<String, Double> value : trace.set().entrySet()) {
            hyperparameters = hyperparameters.with(value.getKey(), value.getValue());
        }
        optimizer = new ReferenceOptimizer(rule.compiled(), hyperparameters, tensors);
    }

    @Override
    public void step(List<double[]> gradients) {
        optimizer.step(
                () -> {
                    for (int i = 0; i < gradients.size(); i++) {
                        tensors.get(i).gradient(gradients.get(i));
                    }
                });
    }

    @Override
    public double[] values(int tensor) {
        return tensors.get(tensor).values();
    }
}
