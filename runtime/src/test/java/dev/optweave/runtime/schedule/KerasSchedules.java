package dev.optweave.runtime.schedule;

import com.fasterxml.jackson.databind.JsonNode;

/** Our schedules for Keras' names and arguments. */
final class KerasSchedules {

    private KerasSchedules() {}

    static Schedule of(String name, JsonNode a) {
        double initial = a.path("initial").asDouble();
        long steps = a.path("decay_steps").asLong();
        double rate = a.path("decay_rate").asDouble();
        boolean staircase = a.path("staircase").asBoolean();
        return switch (name) {
            case "ExponentialDecay" ->
                    staircase
                            ? Schedules.step(initial, rate, steps)
                            : Schedules.exponential(initial, rate, steps);
            case "InverseTimeDecay" ->
                    staircase
                            ? Schedules.inverseTimeStaircase(initial, rate, steps)
                            : Schedules.inverseTime(initial, rate, steps);
            case "PiecewiseConstantDecay" -> piecewise(a);
            case "PolynomialDecay" -> polynomial(a, initial, steps);
            case "CosineDecay" -> cosine(a, initial, steps);
            case "CosineDecayRestarts" ->
                    Schedules.cosineRestarts(
                            initial,
                            initial * a.get("alpha").asDouble(),
                            a.get("first_decay_steps").asLong(),
                            a.get("t_mul").asDouble(),
                            a.get("m_mul").asDouble());
            default -> throw new AssertionError("no schedule of ours is mapped to " + name);
        };
    }

    private static Schedule piecewise(JsonNode a) {
        long[] boundaries = new long[a.get("boundaries").size()];
        double[] values = new double[a.get("values").size()];
        for (int i = 0; i < boundaries.length; i++) {
            boundaries[i] = a.get("boundaries").get(i).asLong();
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = a.get("values").get(i).asDouble();
        }
        return Schedules.piecewiseConstant(boundaries, values);
    }

    private static Schedule polynomial(JsonNode a, double initial, long steps) {
        double end = a.get("end").asDouble();
        double power = a.get("power").asDouble();
        return a.path("cycle").asBoolean()
                ? Schedules.polynomialCycle(initial, end, steps, power)
                : Schedules.polynomial(initial, end, steps, power);
    }

    private static Schedule cosine(JsonNode a, double initial, long steps) {
        double alpha = a.path("alpha").asDouble();
        if (!a.has("warmup_target")) {
            return Schedules.cosine(initial, alpha * initial, steps);
        }
        double target = a.get("warmup_target").asDouble();
        return Schedules.warmup(a.get("warmup_steps").asLong())
                .startingAt(initial)
                .then(Schedules.cosine(target, alpha * target, steps));
    }
}
