package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.conformance.differential.Fuzzer.Failure;
import dev.optweave.conformance.differential.Fuzzer.Result;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake planted in generated code is found, and what is reported of it is short and exact. */
class FuzzerTest {

    @ParameterizedTest
    @CsvSource({
        "Math.sqrt(, Math.cbrt(",
        "' <= ', ' < '",
        "Math.signum(, Math.abs(",
    })
    void aPlantedMistakeIsReducedToItsRule(String right, String wrong) {
        UnaryOperator<String> planted = source -> source.replace(right, wrong);
        Fuzzer fuzzer = new Fuzzer(planted);
        Result result = fuzzer.run(1, 100);
        assertThat(result.failures()).isNotEmpty();

        Failure failure = result.failures().get(0);
        Case smallest = fuzzer.shrink(failure);
        assertThat(smallest.rule().statements()).hasSizeBetween(1, 2);
        assertThat(String.join(";", smallest.rule().statements())).hasSizeLessThan(60);
        assertThat(smallest.rule().states()).hasSizeLessThan(3);
        assertThat(smallest.scenario().tensors()).hasSizeBetween(1, 2);
        assertThat(smallest.scenario().run().threads()).isEqualTo(1);
        assertThat(fuzzer.report(failure, smallest))
                .contains(
                        "smallest rule that does: SCALAR: step ",
                        smallest.rule().source(),
                        smallest.scenario().toString(),
                        "-Doptweave.randomSeed=" + failure.trial().seed());
    }
}
