package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Storage;
import dev.optweave.optimizers.StockOptimizers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Loops in vectors that go over the halves of long tensors in turns: every element once, with the
 * bits of the scalar loops. The optimizers have as many elements as it takes.
 */
class AlternatingLoopsTest {

    private static final int BEYOND_CACHES = 1 << 22;

    /** The least range that is halved, and somewhat more: an odd number of turns, and a rest. */
    private static final int LONG = (1 << 18) + 512 + 17;

    @ParameterizedTest
    @CsvSource({
        "AdamW, SAME, 1",
        "AdamW, BFLOAT16, 1",
        "AdamW, BFLOAT16, 2",
        "AdamW, FLOAT16, 1",
        "AdamW, INT8_BLOCK, 1",
        "Lion, BFLOAT16, 1",
        "Momentum, BFLOAT16, 2",
        "Lamb, BFLOAT16, 1"
    })
    void haveTheBitsOfScalarLoops(String rule, Storage storage, int threads) {
        Parameters scalar = parameters();
        Parameters vector = parameters();
        step(rule, storage, threads, Backend.SCALAR, scalar);
        step(rule, storage, threads, Backend.VECTOR, vector);
        assertThat(vector.tensors().get(0).floatValues())
                .isEqualTo(scalar.tensors().get(0).floatValues());
        assertThat(vector.tensors().get(1).floatValues())
                .isEqualTo(scalar.tensors().get(1).floatValues());
        assertThat(vector.tensors().get(2).bfloat16Values())
                .isEqualTo(scalar.tensors().get(2).bfloat16Values());
    }

    /** Gradients as they are given, and sums of them. */
    private static void step(
            String rule, Storage storage, int threads, Backend backend, Parameters parameters) {
        Optimizer optimizer =
                StockOptimizers.builder(rule)
                        .backend(backend)
                        .threads(threads)
                        .storage(storage)
                        .build(parameters);
        optimizer.step();
        optimizer.step();
        Optimizer accumulating =
                StockOptimizers.builder(rule)
                        .backend(backend)
                        .threads(threads)
                        .storage(storage)
                        .accumulateGradients(2)
                        .build(parameters);
        accumulating.step();
        accumulating.step();
    }

    private static Parameters parameters() {
        return Parameters.of(
                Data.floats("long", 1, BEYOND_CACHES - 2 * LONG + 7),
                Data.floats("shorter", 2, LONG),
                Data.bfloat16s("bfloat16", 3, LONG));
    }
}
