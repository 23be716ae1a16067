package dev.optweave.benchmarks.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.benchmarks.run.Peer;
import dev.optweave.benchmarks.run.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibtorchWholeStepTest {

    private static LibtorchWholeStep step(String rule, String variant) {
        LibtorchWholeStep step = new LibtorchWholeStep();
        step.rule = rule;
        step.workload = "3x50000";
        step.threads = 2;
        step.variant = variant;
        return step;
    }

    @ParameterizedTest
    @CsvSource({"Adam, folded", "Adam, usual", "AdamW, folded", "AdamW, usual"})
    void computesWhatOursDoes(String rule, String variant) throws Exception {
        LibtorchWholeStep step = step(rule, variant);
        step.start();
        step.feed();
        assertThatCode(step::step).doesNotThrowAnyException();
        step.end();
    }

    @Test
    void namesWhatIsAllowed() {
        assertThatThrownBy(step("AdamW", "fused")::start)
                .hasMessage("libtorch has no variant `fused`; allowed: [folded, usual]");
        assertThatThrownBy(step("Sgd", "usual")::start)
                .hasMessage("libtorch is not measured with the rule Sgd; allowed: [Adam, AdamW]");
    }

    @Test
    void isListedWithAllItsVariantsAndRules() {
        Peer peer =
                Peers.WHOLE_STEP.stream()
                        .filter(each -> each.benchmark().equals(LibtorchWholeStep.class.getName()))
                        .findAny()
                        .orElseThrow();
        assertThat(peer.variants()).containsExactlyElementsOf(LibtorchWholeStep.VARIANTS);
        assertThat(peer.rules()).containsExactlyInAnyOrderElementsOf(LibtorchWholeStep.RULES);
    }
}
