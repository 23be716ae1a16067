package dev.optweave.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.runtime.internal.storage.Codecs;
import dev.optweave.runtime.internal.storage.Transfer;
import dev.optweave.runtime.kernel.RuleKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How work on tensors is cut into tasks. */
class PiecesTest {

    private static final int STREAMS = 7;

    /** The elements that each task covers, with the length of each piece in order. */
    private static List<List<Integer>> cut(int threads, int... lengths) {
        Pieces pieces = new Pieces(STREAMS * sum(lengths), threads);
        List<Integer> current = new ArrayList<>();
        for (int length : lengths) {
            pieces.split(
                    length, (long) STREAMS * length, (from, to, memory) -> current.add(to - from));
        }
        List<List<Integer>> tasks = new ArrayList<>();
        Transfer transfer = new Transfer(Codecs.SCALAR, 0, 0);
        WorkerMemory memory =
                new WorkerMemory(
                        new Strip(0, false, false, transfer), new BlockReduction(0, false));
        for (Task task : pieces.round().tasks()) {
            task.run(memory);
            tasks.add(List.copyOf(current));
            current.clear();
        }
        return tasks;
    }

    private static long sum(int... numbers) {
        return Arrays.stream(numbers).asLongStream().sum();
    }

    private static long elements(List<Integer> task) {
        return task.stream().mapToLong(Integer::longValue).sum();
    }

    @Test
    void oneThreadHasOneTask() {
        assertThat(cut(1, 10_000_000, 3, 0, 70_000))
                .containsExactly(List.of(10_000_000, 3, 0, 70_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 64})
    void largeTensorsAreSplitIntoEvenPiecesOfWholeBlocks(int threads) {
        int length = 32 << 20 | 1;
        List<List<Integer>> tasks = cut(threads, length);
        assertThat(tasks).hasSizeBetween(12 * threads, 16 * threads + 1);
        long most = tasks.stream().mapToLong(PiecesTest::elements).max().orElseThrow();
        assertThat(most).isLessThan(length / (12L * threads));
        assertThat(tasks.subList(0, tasks.size() - 1))
                .allSatisfy(task -> assertThat(elements(task) % RuleKernel.BLOCK).isZero());
        assertThat(tasks.stream().mapToLong(PiecesTest::elements).sum()).isEqualTo(length);
    }

    @Test
    void smallTensorsShareTasksOfEvenSize() {
        int[] lengths = new int[1000];
        Arrays.fill(lengths, 1000);
        List<List<Integer>> tasks = cut(2, lengths);
        assertThat(tasks).hasSizeBetween(20, 40);
        assertThat(tasks.stream().mapToLong(PiecesTest::elements).sum()).isEqualTo(1_000_000);
        assertThat(tasks.subList(0, tasks.size() - 1))
                .allSatisfy(task -> assertThat(elements(task)).isBetween(25_000L, 60_000L));
    }

    @Test
    void largeAndSmallTensorsMakeTasksOfLikeSize() {
        List<List<Integer>> tasks = cut(2, 10, 1_000_000, 20_000, 0, 30_000, 5, 700_000, 90_000);
        assertThat(tasks.stream().mapToLong(PiecesTest::elements).max().orElseThrow())
                .isLessThan(2 * 1_840_015 / 32);
        assertThat(tasks.stream().mapToLong(PiecesTest::elements).sum()).isEqualTo(1_840_015);
    }

    @Test
    void smallWorkIsWorthNoFurtherThreadAndLargeWorkAllThatAreAllowed() {
        assertThat(threads(8, 16_384)).isEqualTo(1);
        assertThat(threads(8, 200_000)).isEqualTo(1);
        assertThat(threads(8, 500_000)).isEqualTo(2);
        assertThat(threads(2, 1 << 21)).isEqualTo(2);
        assertThat(threads(8, 1 << 21)).isEqualTo(8);
        assertThat(threads(1, 1 << 21)).isEqualTo(1);
        assertThat(threads(8)).isEqualTo(1);
    }

    private static int threads(int allowed, int... lengths) {
        Pieces pieces = new Pieces(STREAMS * sum(lengths), allowed);
        for (int length : lengths) {
            pieces.split(length, (long) STREAMS * length, (from, to, memory) -> {});
        }
        return pieces.round().threads();
    }

    @Test
    void theLongestTensorIsCutWithoutOverflow() {
        List<List<Integer>> tasks = cut(2, Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertThat(tasks.stream().mapToLong(PiecesTest::elements).sum())
                .isEqualTo(2L * Integer.MAX_VALUE);
    }
}
