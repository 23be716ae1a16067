package dev.optweave.lab.race;

import dev.optweave.runtime.schedule.Schedule;
import dev.optweave.runtime.schedule.Schedules;
import java.util.Locale;

/** How the learning rates of a race fall. */
public enum Annealing {
    /** Not at all. */
    CONSTANT,
    /** In a straight line to zero. */
    LINEAR,
    /** Along half a cosine to zero. */
    COSINE,
    /** Up from zero for a twentieth of the steps, then down along half a cosine. */
    WARMUP_COSINE,
    /** To a tenth, at each third of the steps. */
    STEPS;

    /**
     * The schedule of a race.
     *
     * @param rate the learning rate it starts with, or warms up to
     * @param steps the length of the race
     */
    public Schedule schedule(double rate, long steps) {
        return switch (this) {
            case CONSTANT -> Schedules.constant(rate);
            case LINEAR -> Schedules.linearToZero(rate, steps);
            case COSINE -> Schedules.cosine(rate, 0, steps);
            case WARMUP_COSINE -> {
                long warmup = Math.max(1, steps / 20);
                yield Schedules.warmup(warmup)
                        .then(Schedules.cosine(rate, 0, Math.max(1, steps - warmup)));
            }
            case STEPS -> Schedules.step(rate, 0.1, Math.max(1, steps / 3));
        };
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
