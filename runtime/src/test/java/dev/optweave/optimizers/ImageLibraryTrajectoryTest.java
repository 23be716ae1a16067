package dev.optweave.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.optweave.runtime.OptimizerBuilder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules that PyTorch does not have, against trajectories of the image-model library timm. */
class ImageLibraryTrajectoryTest extends GoldenTest {

    private static final double TOLERANCE = 1e-9;
    private static final JsonNode GOLDEN = Goldens.resource("timm.json");
    private static final int[][] SHAPES = {{3, 4}, {4}};

    /** Rules of that library that are no stock rules yet. */
    private static final Set<String> NOT_PROVIDED_YET =
            Set.of(
                    "Adan",
                    "Adopt",
                    "Mars",
                    "NAdamW",
                    "LaProp",
                    "RMSpropTF",
                    "SGDW",
                    "Adafactor",
                    "AdafactorBigVision",
                    "MADGRAD",
                    "NvNovoGrad",
                    "AdaBelief",
                    "AdamP",
                    "SGDP",
                    "Muon");

    /** Options of provided rules that are not provided yet. */
    private static final Set<String> OPTIONS_NOT_PROVIDED_YET =
            Set.of(
                    "Lamb|weight_decay=0.1,decoupled_decay=True",
                    "Lars|weight_decay=0.1,trust_clip=True",
                    "Lion|caution=True");

    /**
     * Other definitions: without weight decay that library's LARS does not scale at all, where the
     * paper does; its older RAdam adds epsilon elsewhere.
     */
    private static final Set<String> DIFFERENT = Set.of("Lars", "RAdamLegacy");

    private static Map<String, OptimizerBuilder<?, ?>> builders() {
        Map<String, OptimizerBuilder<?, ?>> builders = new TreeMap<>();
        // That library clips by the global norm inside LAMB; here it is the optimizer's option.
        builders.put("Lamb", StockOptimizers.builder("Lamb").clipByGlobalNorm(1));
        builders.put(
                "Lamb|weight_decay=0.1",
                StockOptimizers.builder("Lamb").set("weightDecay", 0.1).clipByGlobalNorm(1));
        builders.put(
                "Lars|weight_decay=0.1,momentum=0.9",
                StockOptimizers.builder("Lars").set("weightDecay", 0.1));
        builders.put("Lion", StockOptimizers.builder("Lion"));
        builders.put(
                "Lion|weight_decay=0.1", StockOptimizers.builder("Lion").set("weightDecay", 0.1));
        builders.put(
                "AdamWLegacy|weight_decay=0.1",
                StockOptimizers.builder("AdamW").set("weightDecay", 0.1));
        builders.put("NAdamLegacy", StockOptimizers.builder("NAdamDozat"));
        builders.values().forEach(builder -> builder.set("lr", 0.01));
        return builders;
    }

    @TestFactory
    Stream<DynamicTest> followsThatLibrary() {
        return builders().entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> follow(e.getKey(), e.getValue())));
    }

    @Test
    void everyCaseIsComparedOrNamedAsNotProvided() {
        Set<String> missing = new TreeSet<>();
        GOLDEN.get("cases").properties().forEach(entry -> missing.add(entry.getKey()));
        missing.removeAll(builders().keySet());
        missing.removeAll(DIFFERENT);
        missing.removeAll(OPTIONS_NOT_PROVIDED_YET);
        Set<String> rules = new TreeSet<>();
        missing.forEach(name -> rules.add(name.split("\\|")[0]));
        assertThat(rules).isEqualTo(new TreeSet<>(NOT_PROVIDED_YET));
    }

    private void follow(String name, OptimizerBuilder<?, ?> builder) {
        double[][] initial = {Goldens.flat(GOLDEN.get("W0")), Goldens.flat(GOLDEN.get("b0"))};
        JsonNode trajectory = GOLDEN.get("cases").get(name).get("trajectory");
        assertThat(trajectory).hasSize(10);
        try (Run run = new Run(backend, builder, new Run.Start(true, initial, SHAPES))) {
            for (int step = 0; step < trajectory.size(); step++) {
                run.step(
                        Goldens.flat(GOLDEN.get("gradients_W").get(step)),
                        Goldens.flat(GOLDEN.get("gradients_b").get(step)));
                JsonNode expected = trajectory.get(step);
                assertThat(
                                run.error(
                                        Goldens.flat(expected.get("W")),
                                        Goldens.flat(expected.get("b"))))
                        .as("error after step %d", step + 1)
                        .isLessThanOrEqualTo(TOLERANCE);
            }
        }
    }
}
