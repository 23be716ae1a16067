package dev.optweave.benchmarks.bare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BareLoopTest {

    private final BareLoop loop = new BareLoop();

    private List<Object> moved(String streams, int from, int to) throws Exception {
        loop.streams = streams;
        loop.size = 2048;
        loop.start();
        List<Object> arrays = loop.arrays();
        for (Object array : arrays) {
            if (array instanceof int[] ints) {
                java.util.Arrays.fill(ints, 1);
            } else {
                java.util.Arrays.fill((byte[]) array, (byte) 1);
            }
        }
        loop.move(from, to);
        loop.end();
        return arrays;
    }

    @Test
    void writesEveryElementOfAWrittenStreamAndNoOther() throws Exception {
        List<Object> arrays = moved("rw4-rw4-r4", 0, 2048);
        assertThat((int[]) arrays.get(0)).containsOnly(3);
        assertThat((int[]) arrays.get(1)).containsOnly(4);
        assertThat((int[]) arrays.get(2)).containsOnly(1);
    }

    @Test
    void movesNarrowStreamsWithWideOnes() throws Exception {
        List<Object> arrays = moved("rw4-rw2-rw1-r4", 0, 2048);
        assertThat((byte[]) arrays.get(0)).hasSize(8192).doesNotContain((byte) 1, (byte) 0);
        assertThat((byte[]) arrays.get(1)).hasSize(4096).doesNotContain((byte) 1, (byte) 0);
        assertThat((byte[]) arrays.get(2)).hasSize(2048).doesNotContain((byte) 1, (byte) 0);
        assertThat((byte[]) arrays.get(3)).hasSize(8192).containsOnly((byte) 1);
    }

    @Test
    void staysInItsPart() throws Exception {
        int[] first = (int[]) moved("rw4-r4", 64, 128).get(0);
        assertThat(first[63]).isEqualTo(1);
        assertThat(first[64]).isEqualTo(2);
        assertThat(first[127]).isEqualTo(2);
        assertThat(first[128]).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r4-r4", "r4-w4", "r4-w4/r4-w4/rw4-r4/rw4-rw4-r4", "r4-r2/rw4-r4"})
    void goesThroughLoopsThatOnlyReadOrOnlyWrite(String streams) throws Exception {
        assertThat(moved(streams, 0, 2048)).isNotEmpty();
    }

    @Test
    void partsTileTheElements() {
        loop.size = 1024 * 5;
        for (int count : new int[] {1, 2, 3, 7}) {
            assertThat(loop.bound(0, count)).isZero();
            assertThat(loop.bound(count, count)).isEqualTo(loop.size);
            for (int part = 0; part < count; part++) {
                assertThat(loop.bound(part, count)).isLessThan(loop.bound(part + 1, count));
                assertThat(loop.bound(part, count) % 64).isZero();
            }
        }
    }

    @Test
    void refusesSizesThatVectorsDoNotFill() {
        loop.streams = "rw4-r4";
        loop.size = 100;
        assertThatThrownBy(loop::start).hasMessage("100 elements; allowed: multiples of 1024");
    }
}
