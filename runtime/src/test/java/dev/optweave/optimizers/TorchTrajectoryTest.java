package dev.optweave.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The stock rules against trajectories of PyTorch's own optimizers. */
class TorchTrajectoryTest extends GoldenTest {

    private static final JsonNode CASES = Goldens.resource("torch.json").get("optimizers");

    @TestFactory
    Stream<DynamicTest> followsPyTorchInDouble() {
        return tests(true, 1e-12);
    }

    @TestFactory
    Stream<DynamicTest> followsPyTorchInFloat() {
        return tests(false, 2e-5);
    }

    /** The samples' traces are this file's trajectories under our names. */
    @Test
    void samplesHoldTheSameTrajectories() {
        ArrayNode traces = new ObjectMapper().createArrayNode();
        for (JsonNode golden : CASES) {
            traces.add(trace(traces.size() + 1, golden));
        }
        JsonNode expected = Goldens.file(Path.of("..", "samples", "traces", "torch.json"));
        assertThat(expected.get("traces")).isEqualTo(traces);
        assertThat(traces).hasSize(26);
    }

    private Stream<DynamicTest> tests(boolean doubles, double tolerance) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : CASES) {
            String name = golden.get("optimizer").asText() + " " + golden.get("hyper");
            tests.add(dynamicTest(name, () -> follow(golden, doubles, tolerance)));
        }
        assertThat(tests).hasSize(26);
        return tests.stream();
    }

    private void follow(JsonNode golden, boolean doubles, double tolerance) {
        TorchNames.Setting setting =
                TorchNames.of(golden.get("optimizer").asText(), golden.get("hyper"));
        double[][] initial = Goldens.tensors(golden.get("initial"));
        int[][] shapes = shapes(golden.get("shapes"));
        try (Run run =
                new Run(backend, setting.builder(), new Run.Start(doubles, initial, shapes))) {
            for (int step = 0; step < golden.get("gradients").size(); step++) {
                run.step(Goldens.tensors(golden.get("gradients").get(step)));
                assertThat(run.error(Goldens.tensors(golden.get("expected").get(step))))
                        .as("%s, error after step %d", setting.rule(), step + 1)
                        .isLessThanOrEqualTo(tolerance);
            }
        }
    }

    private static int[][] shapes(JsonNode shapes) {
        int[][] values = new int[shapes.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new int[shapes.get(i).size()];
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = shapes.get(i).get(j).asInt();
            }
        }
        return values;
    }

    private static ObjectNode trace(int number, JsonNode golden) {
        TorchNames.Setting setting =
                TorchNames.of(golden.get("optimizer").asText(), golden.get("hyper"));
        ObjectNode trace = new ObjectMapper().createObjectNode();
        StringBuilder name = new StringBuilder("%02d %s".formatted(number, setting.rule()));
        ObjectNode set = trace.objectNode();
        setting.set()
                .forEach(
                        (hyperparameter, value) -> {
                            set.put(hyperparameter, value);
                            String digits =
                                    value < 1e-3 ? "%.0e".formatted(value) : Double.toString(value);
                            name.append(' ').append(hyperparameter).append('=').append(digits);
                        });
        trace.put("name", name.toString()).put("rule", setting.rule());
        trace.set("set", set);
        for (String field : List.of("shapes", "initial", "gradients", "expected")) {
            trace.set(field, golden.get(field));
        }
        return trace.put("tolerance", 1e-12);
    }
}
