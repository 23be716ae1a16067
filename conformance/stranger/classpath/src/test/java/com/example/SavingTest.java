package com.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.optweave.optimizers.AdamW;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show of storage and of saved states works. */
class SavingTest {

    @TempDir private Path folder;

    @Test
    void trainingGoesOnWhereItWasSaved() throws Exception {
        float[] values = {1, 2, 3, 4, 5, 6};
        AdamW first = Saving.optimizer(parameters(values));
        first.step();
        Saving.save(first, folder.resolve("state"));
        float[] copy = values.clone();
        AdamW second = Saving.optimizer(parameters(copy));
        Saving.restore(second, folder.resolve("state"));
        first.step();
        second.step();
        assertArrayEquals(values, copy);
    }

    private static Parameters parameters(float[] values) {
        Tensor weights = Tensor.of("w", values, new float[] {1, -2, 3, -4, 5, -6}, 2, 3);
        Tensor biases = Tensor.of("b", new float[2], new float[] {7, -8}, 2);
        return Parameters.of(weights, biases);
    }
}
