package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.optweave.conformance.differential.Fuzzer.Failure;
import dev.optweave.conformance.differential.Fuzzer.Result;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake planted in generated code is found, and what is reported of it is short and exact. */
class FuzzerTest {

    @ParameterizedTest
    @CsvSource({
        "SCALAR, Math.sqrt(, Math.cbrt(",
        "VECTOR, '.sqrt()', '.abs()'",
    })
    void aPlantedMistakeIsReducedToItsRule(Execution execution, String right, String wrong) {
        Fuzzer fuzzer = new Fuzzer(planted(execution, right, wrong), execution);
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
                        "smallest rule that does: " + execution + ": step ",
                        smallest.rule().source(),
                        smallest.scenario().toString(),
                        "-Doptweave.randomSeed=" + failure.trial().seed());
    }

    /** On a device it takes too long to compile as many rules as it takes to reduce one. */
    @Test
    void aPlantedMistakeIsFoundOnADevice() {
        assumeTrue(Execution.OPENCL.isAvailable(), "no OpenCL device on this machine");
        Fuzzer fuzzer = new Fuzzer(planted(Execution.OPENCL, "sqrt(", "fabs("), Execution.OPENCL);
        assertThat(fuzzer.run(1, 20).failures()).isNotEmpty();
    }

    private static BinaryOperator<String> planted(Execution where, String right, String wrong) {
        return (file, text) -> where.runs(file) ? text.replace(right, wrong) : text;
    }
}
