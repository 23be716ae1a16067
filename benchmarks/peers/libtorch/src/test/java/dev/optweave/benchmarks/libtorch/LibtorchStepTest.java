package dev.optweave.benchmarks.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.benchmarks.run.Peer;
import dev.optweave.benchmarks.run.Peers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LibtorchStepTest {

    static List<Arguments> rulesAndVariants() {
        List<Arguments> all = new ArrayList<>();
        for (String rule : LibtorchStep.RULES) {
            LibtorchStep.VARIANTS.forEach(variant -> all.add(Arguments.of(rule, variant)));
        }
        return all;
    }

    private static LibtorchStep step(String rule, String variant) {
        LibtorchStep step = new LibtorchStep();
        step.rule = rule;
        step.workload = "3x1000";
        step.threads = 2;
        step.variant = variant;
        return step;
    }

    @ParameterizedTest
    @MethodSource("rulesAndVariants")
    void computesWhatOursDoes(String rule, String variant) throws Exception {
        LibtorchStep step = step(rule, variant);
        step.start();
        assertThatCode(step::step).doesNotThrowAnyException();
        step.end();
    }

    @Test
    void namesWhatIsAllowed() {
        assertThatThrownBy(step("AdamW", "float")::start)
                .hasMessage("libtorch has no variant `float`; allowed: [fused, optim, cpp]");
        assertThatThrownBy(step("Lion", "fused")::start)
                .hasMessageStartingWith("libtorch is not measured with the rule Lion; allowed: ");
        assertThatThrownBy(step("Lion", "cpp")::start)
                .hasMessageStartingWith("libtorch is not measured with the rule Lion; allowed: ");
    }

    @Test
    void isListedWithAllItsVariantsAndRules() {
        Peer peer =
                Peers.ALL.stream()
                        .filter(each -> each.benchmark().equals(LibtorchStep.class.getName()))
                        .findAny()
                        .orElseThrow();
        assertThat(peer.variants()).containsExactlyElementsOf(LibtorchStep.VARIANTS);
        assertThat(peer.rules()).containsExactlyInAnyOrderElementsOf(LibtorchStep.RULES);
    }
}
