package dev.optweave.runtime;

import dev.optweave.runtime.internal.AverageDecay;
import dev.optweave.runtime.internal.ExecutionSettings;
import dev.optweave.runtime.internal.GradientSettings;
import dev.optweave.runtime.internal.LossScale;
import dev.optweave.runtime.internal.StepSettings;
import dev.optweave.runtime.schedule.Schedule;
import dev.optweave.runtime.schedule.Schedules;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What a builder was given that holds for all groups; each value is checked as it is set. */
final class CommonSettings {

    private final String rule;
    private StepSettings step = StepSettings.PLAIN;
    private int threads = Runtime.getRuntime().availableProcessors();
    private long seed;
    private Backend backend = Backend.AUTO;

    /**
     * @param rule the rule's name, for messages
     */
    CommonSettings(String rule) {
        this.rule = rule;
    }

    StepSettings step() {
        return step;
    }

    ExecutionSettings execution() {
        return new ExecutionSettings(threads, seed);
    }

    Backend backend() {
        return backend;
    }

    void maximize() {
        gradients(GradientSettings::withMaximize);
    }

    void threads(int count) {
        threads = count("threads", count);
    }

    void seed(long value) {
        seed = value;
    }

    void backend(Backend choice) {
        backend = Objects.requireNonNull(choice, "backend");
    }

    void clipByValue(double max) {
        double limit = limit("clipByValue", max);
        gradients(before -> before.withClipValue(limit));
    }

    void clipByNorm(double max) {
        double limit = limit("clipByNorm", max);
        gradients(before -> before.withClipNorm(limit));
    }

    void clipByGlobalNorm(double max) {
        double limit = limit("clipByGlobalNorm", max);
        gradients(before -> before.withClipGlobalNorm(limit));
    }

    void accumulateGradients(int count) {
        int checked = count("accumulateGradients", count);
        gradients(before -> before.withAccumulate(checked));
    }

    void lossScale(double scale) {
        double checked = LossScale.checked(rule, scale);
        gradients(before -> before.withLossScale(checked));
    }

    void skipNonFinite() {
        gradients(GradientSettings::withSkipNonFinite);
    }

    void parameterEma(double decay) {
        parameterEma(Schedules.constant(AverageDecay.checked(rule, decay)));
    }

    void parameterEma(Schedule decay) {
        step = step.withAverageDecay(Objects.requireNonNull(decay, "decay"));
    }

    void zeroGradients() {
        step = step.withZeroGradients();
    }

    private void gradients(UnaryOperator<GradientSettings> change) {
        step = step.with(change.apply(step.gradients()));
    }

    private int count(String method, int count) {
        if (count < 1) {
            throw outOfRange(method, Integer.toString(count), "1 and above");
        }
        return count;
    }

    private double limit(String method, double max) {
        if (!(max > 0 && max < Double.POSITIVE_INFINITY)) {
            throw outOfRange(method, Double.toString(max), "(0, ∞)");
        }
        return max;
    }

    private IllegalArgumentException outOfRange(String method, String value, String allowed) {
        return new IllegalArgumentException(
                rule + ": " + method + " is " + value + "; allowed: " + allowed);
    }
}
