package com.example;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerState;
import dev.optweave.runtime.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps states in fewer bytes, and in a file from one run to the next. */
final class Saving {

    private Saving() {}

    static AdamW optimizer(Parameters parameters) {
        return AdamW.builder()
                .storage(Storage.INT8_BLOCK)
                .storage("v", Storage.BFLOAT16, Rounding.STOCHASTIC)
                .group("biases", tensor -> tensor.rank() < 2, g -> g.storage(Storage.SAME))
                .seed(7)
                .build(parameters);
    }

    static void save(Optimizer optimizer, Path file) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file)) {
            optimizer.saveState().writeTo(stream);
        }
    }

    static void restore(Optimizer optimizer, Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            optimizer.restore(OptimizerState.readFrom(stream));
        }
    }
}
