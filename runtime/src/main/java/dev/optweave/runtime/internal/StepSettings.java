package dev.optweave.runtime.internal;

import dev.optweave.runtime.schedule.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What a step does besides what the equations say.
 *
 * @param gradients what happens to gradients before the equations see them
 * @param zeroesGradients whether gradients are made zero once they have been used
 * @param averageDecay the decay rate of the parameters' moving averages; null if there are none
 */
public record StepSettings(
        GradientSettings gradients, boolean zeroesGradients, @Nullable Schedule averageDecay) {

    /** Steps that do what the equations say. */
    public static final StepSettings PLAIN = new StepSettings(GradientSettings.PLAIN, false, null);

    public StepSettings with(GradientSettings others) {
        return new StepSettings(others, zeroesGradients, averageDecay);
    }

    public StepSettings withZeroGradients() {
        return new StepSettings(gradients, true, averageDecay);
    }

    public StepSettings withAverageDecay(Schedule decay) {
        return new StepSettings(gradients, zeroesGradients, decay);
    }
}
