package dev.optweave.benchmarks.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.benchmarks.run.Peer;
import dev.optweave.benchmarks.run.Peers;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TribuoStepTest {

    private static TribuoStep benchmark(String rule, String workload) {
        TribuoStep benchmark = new TribuoStep();
        benchmark.rule = rule;
        benchmark.workload = workload;
        benchmark.threads = 1;
        benchmark.variant = "float";
        return benchmark;
    }

    /** The rules that tables expect. */
    static Set<String> rules() {
        return Peers.ALL.stream()
                .filter(peer -> peer.module().equals("tribuo"))
                .map(Peer::rules)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void computesWhatOursDoes(String rule) {
        TribuoStep benchmark = benchmark(rule, "3x1000");
        assertThatCode(benchmark::start).doesNotThrowAnyException();
        assertThatCode(benchmark::step).doesNotThrowAnyException();
        benchmark.end();
    }

    @Test
    void saysThatThereIsNoSuchRule() {
        assertThat(rules()).doesNotContain("Lion");
        assertThatThrownBy(benchmark("Lion", "1x8")::start).hasMessageContaining("Lion");
    }
}
