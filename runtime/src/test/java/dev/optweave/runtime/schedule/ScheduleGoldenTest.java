package dev.optweave.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Schedules against values that PyTorch and Keras computed. */
class ScheduleGoldenTest {

    private static final double RELATIVE = 1e-12;

    @TestFactory
    Stream<DynamicTest> everyTraceOfTorchSchedules() {
        JsonNode schedules = read("torch_schedules.json").get("schedules");
        List<DynamicTest> tests = new ArrayList<>();
        schedules
                .properties()
                .forEach(
                        entry ->
                                tests.add(
                                        dynamicTest(
                                                entry.getKey(),
                                                () -> trace(entry.getKey(), entry.getValue()))));
        assertThat(tests).hasSize(21);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyMomentumTraceOfTorchSchedules() {
        JsonNode schedules = read("torch_schedules.json").get("schedules");
        List<DynamicTest> tests = new ArrayList<>();
        schedules
                .properties()
                .forEach(
                        entry -> {
                            JsonNode momenta = entry.getValue().get("momentum_at_step");
                            if (momenta != null) {
                                tests.add(
                                        dynamicTest(
                                                entry.getKey(),
                                                () ->
                                                        compare(
                                                                TorchSchedules.momentum(
                                                                        entry.getKey(),
                                                                        entry.getValue()),
                                                                momenta)));
                            }
                        });
        assertThat(tests).hasSize(7);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyScheduleOfTheTrajectoryFile() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode schedule : read("torch.json").get("schedules")) {
            String name = schedule.get("schedule").asText();
            tests.add(
                    dynamicTest(
                            name + " " + schedule.get("args"),
                            () ->
                                    compare(
                                            TorchSchedules.rate(name, schedule),
                                            schedule.get("lr"))));
        }
        assertThat(tests).hasSize(11);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyScheduleOfKeras() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode schedule : read("keras.json").get("schedules")) {
            if (schedule.has("points")) {
                tests.add(
                        dynamicTest(
                                schedule.get("schedule").asText() + " " + schedule.get("args"),
                                () -> points(schedule)));
            }
        }
        assertThat(tests).hasSize(20);
        return tests.stream();
    }

    @Test
    void theOnlyKerasScheduleWithoutPointsIsTheOneThatTrainsAModel() {
        Set<String> without = new LinkedHashSet<>();
        for (JsonNode schedule : read("keras.json").get("schedules")) {
            if (!schedule.has("points")) {
                without.add(schedule.get("schedule").asText());
            }
        }
        assertThat(without).containsExactly("ExponentialDecay in Adam fit()");
    }

    private static void trace(String name, JsonNode golden) {
        if (name.equals("ReduceLROnPlateau")) {
            plateau(golden);
        } else {
            compare(TorchSchedules.rate(name, golden), golden.get("lr_at_step"));
        }
    }

    private static void plateau(JsonNode golden) {
        ReduceOnPlateau schedule =
                Schedules.reduceOnPlateau(0.1)
                        .factor(0.5)
                        .patience(2)
                        .relativeThreshold(1e-3)
                        .cooldown(1)
                        .minimum(1e-3)
                        .build();
        JsonNode expected = golden.get("lr_after_each_metric");
        for (int i = 0; i < expected.size(); i++) {
            schedule.observe(golden.get("metrics").get(i).asDouble());
            same(i, schedule.at(i), expected.get(i).asDouble(), RELATIVE);
        }
    }

    private static void points(JsonNode golden) {
        Schedule schedule = KerasSchedules.of(golden.get("schedule").asText(), golden.get("args"));
        for (JsonNode point : golden.get("points")) {
            // Keras asks for a step before the first; ours begin at 0.
            long step = Math.max(0, point.get(0).asLong());
            assertThat(schedule.at(step))
                    .as("step %d", step)
                    .isCloseTo(
                            point.get(1).asDouble(),
                            within(1e-6 * Math.max(1e-9, Math.abs(point.get(1).asDouble()))));
        }
    }

    private static void compare(Schedule schedule, JsonNode expected) {
        assertThat(expected.size()).isGreaterThanOrEqualTo(12);
        for (int i = 0; i < expected.size(); i++) {
            same(i, schedule.at(i), expected.get(i).asDouble(), RELATIVE);
        }
    }

    private static void same(int step, double actual, double expected, double relative) {
        assertThat(Math.abs(actual - expected))
                .as("step %d: %s, expected %s", step, actual, expected)
                .isLessThanOrEqualTo(relative * Math.abs(expected));
    }

    private static JsonNode read(String name) {
        try (InputStream in = ScheduleGoldenTest.class.getResourceAsStream("/goldens/" + name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError("cannot read the golden file " + name, e);
        }
    }
}
