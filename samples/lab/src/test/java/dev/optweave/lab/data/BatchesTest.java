package dev.optweave.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    @Test
    void visitsEveryExampleOnceAnEpochAndShortensTheLastBatch() {
        Batches batches = new Batches(10, 4, 7);
        List<Integer> sizes = new ArrayList<>();
        batches.forEach(batch -> sizes.add(batch.size()));
        assertThat(sizes).containsExactly(4, 4, 2);
        assertThat(batches.perEpoch()).isEqualTo(3);
        assertThat(epoch(batches)).containsExactlyInAnyOrderElementsOf(inOrder(10));
    }

    @Test
    void reshufflesEachEpochFromItsSeed() {
        Batches batches = new Batches(50, 8, 7);
        List<Integer> first = epoch(batches);
        List<Integer> second = epoch(batches);
        assertThat(second).isNotEqualTo(first);
        Batches again = new Batches(50, 8, 7);
        assertThat(epoch(again)).isEqualTo(first);
        assertThat(epoch(again)).isEqualTo(second);
        assertThat(epoch(new Batches(50, 8, 8))).isNotEqualTo(first);
    }

    @Test
    void feedsAllExamplesInOrderWhereOneBatchHoldsThem() {
        Batches batches = new Batches(5, Integer.MAX_VALUE, 7);
        assertThat(batches.perEpoch()).isEqualTo(1);
        assertThat(epoch(batches)).isEqualTo(inOrder(5));
    }

    @Test
    void feedsSingleExamples() {
        assertThat(new Batches(5, 1, 7)).allMatch(batch -> batch.size() == 1).hasSize(5);
    }

    @Test
    void refusesEmptyBatches() {
        assertThatThrownBy(() -> new Batches(5, 0, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 examples and size 0");
    }

    private static List<Integer> epoch(Batches batches) {
        List<Integer> seen = new ArrayList<>();
        for (Batch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                seen.add(batch.example(i));
            }
        }
        return seen;
    }

    private static List<Integer> inOrder(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
