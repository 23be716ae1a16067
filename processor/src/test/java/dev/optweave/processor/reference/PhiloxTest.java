package dev.optweave.processor.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.program.Program.Section;
import org.junit.jupiter.api.Test;

class PhiloxTest {

    /** The known answers for philox4x32-10 that come with Random123. */
    @Test
    void givesTheKnownAnswers() {
        assertThat(Philox.words(new int[4], new int[2]))
                .containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertThat(Philox.words(new int[] {-1, -1, -1, -1}, new int[] {-1, -1}))
                .containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        assertThat(
                        Philox.words(
                                new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                                new int[] {0xa4093822, 0x299f31d0}))
                .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    /** Element, tensor, step, then stream, section and the step's upper half; the seed is key. */
    @Test
    void countsElementTensorStepAndStream() {
        long seed = 0x299f31d0_a4093822L;
        long step = 0x0370_13198a2eL;
        StoreNoise noise = new StoreNoise(seed, 0x85a308d3, step, Section.UPDATE);
        int[] key = {0xa4093822, 0x299f31d0};
        int[] counter = {1000, 0x85a308d3, 0x13198a2e, 0x03700200 | 7};

        for (int word = 0; word < 4; word++) {
            assertThat(noise.stream(5).applyAsInt(4000 + word))
                    .isEqualTo(Philox.words(counter, key)[word]);
        }
    }

    @Test
    void theParameterComesBeforeTheStates() {
        StoreNoise noise = new StoreNoise(1, 2, 3, Section.GRADIENT_POINT);

        assertThat(noise.stream(StoreNoise.PARAMETER).applyAsInt(0))
                .isEqualTo(Philox.words(new int[] {0, 2, 3, 0x101}, new int[] {1, 0})[0]);
    }
}
