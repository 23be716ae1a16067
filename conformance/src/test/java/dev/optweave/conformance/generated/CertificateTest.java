package dev.optweave.conformance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.program.Certificate;
import dev.optweave.processor.program.Function;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a step of a rule costs, counted in the program that all backends run. */
class CertificateTest {

    private static Certificate certificate(String rule) {
        return Certificate.of(RuleSources.compile(rule).rules().get(0).whole());
    }

    /** Bytes are those of a float element. */
    @ParameterizedTest
    @CsvSource({
        "Sgd, 1 phase; 8 bytes read; 4 written; 0 divisions; 0 roots",
        "Momentum, 1 phase; 12 bytes read; 8 written; 0 divisions; 0 roots",
        "AdamW, 1 phase; 16 bytes read; 12 written; 1 divisions; 1 roots",
        "AdamWEpsInside, 1 phase; 16 bytes read; 12 written; 1 divisions; 1 roots",
        "Lion, 1 phase; 12 bytes read; 8 written; 0 divisions; 0 roots",
        "AdaGrad, 1 phase; 12 bytes read; 8 written; 1 divisions; 1 roots",
        "RmsProp, 1 phase; 12 bytes read; 8 written; 1 divisions; 1 roots",
        "AmsGrad, 1 phase; 20 bytes read; 16 written; 1 divisions; 1 roots",
        "ClipByGlobalNorm, 2 phases; 16 bytes read; 8 written; 0 divisions; 0 roots"
    })
    void aStepCosts(String rule, String costs) {
        Certificate certificate = certificate(rule);
        assertThat(
                        "%d %s; %d bytes read; %d written; %d divisions; %d roots"
                                .formatted(
                                        certificate.phases(),
                                        certificate.phases() == 1 ? "phase" : "phases",
                                        certificate.bytesRead(Float.BYTES),
                                        certificate.bytesWritten(Float.BYTES),
                                        certificate.count(Function.DIVIDE),
                                        certificate.count(Function.SQRT)))
                .isEqualTo(costs);
        assertThat(certificate.temporaries()).isZero();
    }

    @Test
    void adamWSaysWhatItCosts() {
        assertThat(certificate("AdamW").lines())
                .startsWith(
                        "1 phase, 16 bytes read and 12 written per float element"
                                + " (32 and 24 per double)",
                        "1 division, 1 root, 0 temporaries in memory");
    }

    @Test
    void lambReadsItsStatesBackInTheSecondPhase() {
        List<Certificate.Traffic> loops = certificate("Lamb").loops();
        assertThat(loops).hasSize(2);
        assertThat(loops.get(0).reads()).containsExactlyInAnyOrder("w", "g", "m", "v");
        assertThat(loops.get(0).writes()).containsExactlyInAnyOrder("m", "v");
        assertThat(loops.get(0).reductions()).isEqualTo(2);
        assertThat(loops.get(1).reads()).containsExactlyInAnyOrder("w", "m", "v");
        assertThat(loops.get(1).writes()).containsExactly("w");
    }

    @Test
    void aGradientTakenElsewhereCostsTwoCopiesOfTheParameter() {
        Certificate certificate = certificate("NesterovLookahead");
        assertThat(certificate.copies()).isEqualTo(2);
        assertThat(certificate.phases()).isEqualTo(2);
    }
}
