package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.HyperparameterDescriptor;
import dev.optweave.runtime.schedule.Schedule;
import java.util.Map;

/**
 * The hyperparameters of one group: what the last step used, or before the first step, what that
 * will use.
 */
public final class Hyperparameters {

    private final RuleDescriptor rule;
    private final String owner;
    private final int[] scheduled;
    private final Schedule[] schedules;
    private final double[] current;
    private final double[] staged;
    private final double[] previous;

    /**
     * @param owner how messages name the group, or empty if there is one group only
     * @param constants the values by index; those of scheduled hyperparameters do not count
     * @throws IllegalArgumentException if a schedule's first value is out of range
     */
    public Hyperparameters(
            RuleDescriptor rule,
            String owner,
            double[] constants,
            Map<Integer, Schedule> schedules) {
        this.rule = rule;
        this.owner = owner;
        this.scheduled = schedules.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        this.schedules = new Schedule[scheduled.length];
        for (int i = 0; i < scheduled.length; i++) {
            this.schedules[i] = schedules.get(scheduled[i]);
        }
        this.current = constants.clone();
        this.staged = constants.clone();
        this.previous = constants.clone();
        stage(0);
        commit();
    }

    /** The value by its place in the rule's descriptor. */
    public double get(int index) {
        return current[index];
    }

    /** Whether the hyperparameter of that name is zero and will stay so. */
    boolean isSwitchedOff(String name) {
        for (int i = 0; i < current.length; i++) {
            if (rule.hyperparameters().get(i).name().equals(name)) {
                return current[i] == 0 && !isScheduled(i);
            }
        }
        return false;
    }

    private boolean isScheduled(int index) {
        for (int other : scheduled) {
            if (other == index) {
                return true;
            }
        }
        return false;
    }

    /**
     * Evaluates the schedules without changing any value yet.
     *
     * @param stepsTaken the number of steps taken before
     * @throws IllegalArgumentException if a value is out of range
     */
    void stage(long stepsTaken) {
        for (int i = 0; i < scheduled.length; i++) {
            double value = schedules[i].at(stepsTaken);
            HyperparameterDescriptor descriptor = rule.hyperparameters().get(scheduled[i]);
            if (!descriptor.range().contains(value)) {
                throw new IllegalArgumentException(
                        rule.name()
                                + ": hyperparameter `"
                                + descriptor.name()
                                + "`"
                                + (owner.isEmpty() ? "" : " of group `" + owner + "`")
                                + " is "
                                + value
                                + " at step "
                                + (stepsTaken + 1)
                                + "; allowed: "
                                + descriptor.range());
            }
            staged[scheduled[i]] = value;
        }
    }

    /** Makes the evaluated values the current ones. */
    void commit() {
        System.arraycopy(current, 0, previous, 0, current.length);
        System.arraycopy(staged, 0, current, 0, current.length);
    }

    /** Undoes the last {@link #commit}. */
    void revert() {
        System.arraycopy(previous, 0, current, 0, current.length);
    }
}
