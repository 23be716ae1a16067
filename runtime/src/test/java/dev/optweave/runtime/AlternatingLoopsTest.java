package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Storage;
import dev.optweave.optimizers.StockOptimizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Loops in vectors that go over the halves of long tensors in turns: every element once, with the
 * bits of the scalar loops. The optimizers have as many elements as it takes.
 */
class AlternatingLoopsTest {

    private static final int BEYOND_CACHES = 1 << 22;

    /** The least that is gone over in turns, and a rest. */
    private static final int LONG = (1 << 19) + 512 + 17;

    @ParameterizedTest
    @CsvSource({
        "AdamW, SAME, 1",
        "AdamW, BFLOAT16, 1",
        "AdamW, FLOAT16, 1",
        "AdamW, INT8_BLOCK, 1",
        "Lion, BFLOAT16, 1",
        "Momentum, BFLOAT16, 1",
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

    /**
     * Of a tensor without a rest, whose loop is not compiled before it has run thousands of times.
     */
    @Test
    void allocateNothingOnceTheyAreCompiled() {
        Optimizer optimizer =
                StockOptimizers.builder("AdamW")
                        .backend(Backend.VECTOR)
                        .threads(1)
                        .storage(Storage.BFLOAT16)
                        .build(Parameters.of(Data.floats("long", 1, BEYOND_CACHES)));
        assertThat(VectorSteps.bytesOfAHundredSteps(optimizer)).isZero();
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

    /** In arrays that tensors share, the second begins where the first ends. */
    @ParameterizedTest
    @EnumSource(
            value = Storage.class,
            names = {"SAME", "BFLOAT16"})
    void beginWhereATensorDoesInAnArrayThatItShares(Storage storage) {
        Parameters scalar = packed();
        Parameters vector = packed();
        step("AdamW", storage, 1, Backend.SCALAR, scalar);
        step("AdamW", storage, 1, Backend.VECTOR, vector);
        assertThat(vector.tensors().get(0).floatValues())
                .isEqualTo(scalar.tensors().get(0).floatValues());
    }

    private static Parameters packed() {
        return Parameters.of(
                        Data.floats("first", 1, LONG),
                        Data.floats("second", 2, LONG),
                        Data.floats("long", 3, BEYOND_CACHES - 2 * LONG))
                .packed();
    }

    private static Parameters parameters() {
        return Parameters.of(
                Data.floats("long", 1, BEYOND_CACHES - 2 * LONG + 7),
                Data.floats("shorter", 2, LONG),
                Data.bfloat16s("bfloat16", 3, LONG));
    }
}
