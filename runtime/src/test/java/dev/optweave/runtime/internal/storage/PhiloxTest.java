package dev.optweave.runtime.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against the numbers published with Random123. */
class PhiloxTest {

    @Test
    void givesThePublishedNumbers() {
        int[] words = new int[4];
        Draw zeros = new Draw(0);
        zeros.turnTo(0, 0, -2, 0);
        Philox.fill(zeros, 0, words, 4);
        assertThat(words).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    }

    @Test
    void everyWordOfKeyAndCounterCounts() {
        // Counter 243f6a88 85a308d3 13198a2e 03707344, key a4093822 299f31d0; the counter's first
        // word is a quarter of an element's number, whose top two bits an int does not hold.
        int[] words =
                Reference.philox(
                        0x299f31d0a4093822L, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344);
        assertThat(words).containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);

        Draw draw = new Draw(0x299f31d0a4093822L);
        draw.turnTo(7, 0x1_0000_0005L, 3, 2);
        int[] own = new int[8];
        Philox.fill(draw, 400, own, 8);
        int stream = 5 | 2 << 8 | 1 << 16;
        assertThat(own)
                .startsWith(Reference.philox(0x299f31d0a4093822L, 100, 7, 5, stream))
                .endsWith(Reference.philox(0x299f31d0a4093822L, 101, 7, 5, stream));
    }

    @Test
    void wordsBecomeNumbersFromZeroToOne() {
        assertThat(Philox.uniform(0)).isZero();
        assertThat(Philox.uniform(0xff)).isZero();
        assertThat(Philox.uniform(0x80000000)).isEqualTo(0.5f);
        assertThat(Philox.uniform(-1)).isEqualTo(1 - 0x1p-24f);
    }
}
