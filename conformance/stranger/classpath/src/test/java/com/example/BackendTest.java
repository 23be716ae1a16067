package com.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.optweave.runtime.Backend;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** This program is compiled and started without the module of vectors; the library was not. */
class BackendTest {

    @Test
    void scalarLoopsRunWithoutTheModule() {
        assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty());
        float[] scalar = trained(dev.optweave.optimizers.AdamW.builder().backend(Backend.SCALAR));
        assertArrayEquals(scalar, trained(dev.optweave.optimizers.AdamW.builder()));
        assertArrayEquals(scalar, trained(AdamW.builder().backend(Backend.AUTO)));
    }

    @Test
    void vectorsThatAreDemandedAreAnErrorWithoutTheModule() {
        for (OptimizerBuilder<?, ?> builder :
                List.of(AdamW.builder(), dev.optweave.optimizers.AdamW.builder())) {
            builder.backend(Backend.VECTOR);
            String message =
                    assertThrows(IllegalStateException.class, () -> trained(builder)).getMessage();
            assertTrue(message.contains("the backend VECTOR is not possible"), message);
            assertTrue(
                    message.contains("start Java with --add-modules jdk.incubator.vector"),
                    message);
        }
    }

    @Test
    void aRuleCompiledWithoutTheModuleHasNoLoopsInVectors() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("com.example.AdamWVector"));
    }

    private static float[] trained(OptimizerBuilder<?, ?> builder) {
        float[] values = {1, 2, 3, 4, 5};
        Tensor tensor = Tensor.of("w", values, new float[] {-2, -1, 0, 1, 2}, values.length);
        try (Optimizer optimizer = builder.build(Parameters.of(tensor))) {
            optimizer.step();
        }
        return values;
    }
}
