package dev.optweave.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {

    @ParameterizedTest
    @CsvSource({
        "gpt2-small, 124439808, 148",
        "bert-base, 109482240, 199",
        "resnet50, 25557032, 161",
        "1x33554432, 33554432, 1",
        "10000x64, 640000, 10000"
    })
    void hasTheParametersThatThePaperCounts(String name, long elements, int tensors) {
        Workload workload = Workload.of(name);
        assertThat(workload.elements()).isEqualTo(elements);
        assertThat(workload.tensors()).hasSize(tensors);
        assertThat(new HashSet<>(workload.tensors().stream().map(TensorShape::name).toList()))
                .hasSize(tensors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt3", "", "3x", "x3", "1x1x1"})
    void namesWhatIsAllowedWhenThereIsNoSuchWorkload(String name) {
        assertThatThrownBy(() -> Workload.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is no workload `"
                                + name
                                + "`; allowed: bert-base, gpt2-small, resnet50, or"
                                + " TENSORSxELEMENTS such as 1000x1024");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x5", "5x0", "1x9999999999"})
    void refusesSizesThatNoArrayHolds(String name) {
        assertThatThrownBy(() -> Workload.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 2147483639 elements");
    }

    @Test
    void valuesAreTheSameEachTimeAndDifferentInEachTensor() {
        Workload workload = Workload.of("2x1000");
        assertThat(workload.values(0)).isEqualTo(workload.values(0));
        assertThat(workload.values(0)).isNotEqualTo(workload.values(1));
        assertThat(workload.gradient(1)).isNotEqualTo(workload.values(1));
        for (float value : workload.values(1)) {
            assertThat(value).isBetween(-0.5f, 0.5f);
        }
        for (float value : workload.gradient(1)) {
            assertThat(value).isBetween(-0.005f, 0.005f);
        }
    }

    @Test
    void cutDownKeepsEveryTensorAndShortOnesWhole() {
        Workload whole = Workload.of("gpt2-small");
        Workload cut = whole.cutTo(1 << 20);
        assertThat(cut.elements()).isBetween((1L << 20) - 148, 1L << 20);
        assertThat(cut.tensors()).hasSize(148);
        assertThat(cut.tensors().get(2)).isEqualTo(whole.tensors().get(2));
        assertThat(whole.cutTo(whole.elements())).isSameAs(whole);
        assertThat(Workload.of("1x33554432").cutTo(1 << 20).elements()).isEqualTo(1 << 20);
    }
}
