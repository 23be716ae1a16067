package com.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.optweave.State.Storage;
import dev.optweave.runtime.Backend;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** This program is compiled and started with the module of vectors, on the class path. */
class VectorsTest {

    private static final int LENGTH = 4096 + 13;

    private static final Logger LOGGER = Logger.getLogger("dev.optweave");

    /** What was logged; the runtime says a line once in the life of a program. */
    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    static {
        LOGGER.addHandler(
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        LINES.add(line.getMessage());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                });
    }

    @Test
    void aRuleCompiledWithTheModuleHasLoopsInVectors() throws ClassNotFoundException {
        assertEquals("AdamWVector", Class.forName("com.example.AdamWVector").getSimpleName());
    }

    @Test
    void vectorLoopsRunAndALineSaysSo() {
        trained(AdamW.builder().backend(Backend.VECTOR));
        assertTrue(
                LINES.stream()
                        .anyMatch(line -> line.matches("AdamW: vector loops run, \\d+ floats .*")),
                LINES::toString);
    }

    @Test
    void vectorLoopsGiveTheBitsOfScalarLoops() {
        for (Storage storage : Storage.values()) {
            int[] scalar = trained(AdamW.builder().storage(storage).backend(Backend.SCALAR));
            for (Backend backend : Backend.values()) {
                assertArrayEquals(
                        scalar,
                        trained(AdamW.builder().storage(storage).backend(backend)),
                        storage + ", " + backend);
            }
        }
    }

    private static int[] trained(OptimizerBuilder<?, ?> builder) {
        Random random = new Random(1);
        float[] values = new float[LENGTH];
        float[] gradient = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Parameters parameters = Parameters.of(Tensor.of("w", values, gradient, LENGTH));
        try (Optimizer optimizer = builder.build(parameters)) {
            for (int step = 0; step < 3; step++) {
                for (int i = 0; i < LENGTH; i++) {
                    gradient[i] = (float) random.nextGaussian();
                }
                optimizer.step();
            }
        }
        int[] bits = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
