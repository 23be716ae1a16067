package dev.optweave.lab.replay;

import dev.optweave.lab.execution.Backend;
import dev.optweave.lab.execution.Execution;
import dev.optweave.lab.message.UserException;
import dev.optweave.lab.problem.Precision;
import dev.optweave.lab.rule.LabRule;

/**
 * Plays a trace's gradients to a rule.
 *
 * @param execution how steps run
 */
public record Replay(Execution execution, Precision precision) {

    /** The tolerance of a trace that names none, in double. */
    public static final double DOUBLE_TOLERANCE = 1e-12;

    /** The tightest tolerance that makes sense in float. */
    public static final double FLOAT_TOLERANCE = 2e-5;

    /**
     * The tolerance in use: the trace's, or in float {@link #FLOAT_TOLERANCE} where the trace's is
     * tighter than that, as traces are recorded in double.
     */
    public double tolerance(Trace trace) {
        double wanted = trace.tolerance().orElse(DOUBLE_TOLERANCE);
        return precision == Precision.FLOAT32 ? Math.max(wanted, FLOAT_TOLERANCE) : wanted;
    }

    /**
     * Plays a trace.
     *
     * @throws UserException if the rule has no such hyperparameter as the trace sets, its value is
     *     out of range, or the backend cannot run
     */
    public Deviation play(Trace trace, LabRule rule) {
        rule.builder(trace.set());
        try (Player player = player(trace, rule)) {
            Deviation deviation = Deviation.NONE;
            for (int step = 1; step <= trace.steps(); step++) {
                player.step(trace.gradients().get(step - 1));
                for (int tensor = 0; tensor < trace.shapes().size(); tensor++) {
                    deviation =
                            deviation.worse(
                                    player.values(tensor),
                                    trace.expected().get(step - 1).get(tensor),
                                    step,
                                    tensor);
                }
            }
            return deviation;
        }
    }

    private Player player(Trace trace, LabRule rule) {
        return execution.backend() == Backend.INTERPRETER
                ? new InterpreterPlayer(rule, trace, precision)
                : new OptimizerPlayer(rule, trace, precision, execution);
    }
}
