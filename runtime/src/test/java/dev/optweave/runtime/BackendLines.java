package dev.optweave.runtime;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A program that builds optimizers, each twice, and prints the lines that are logged. What was said
 * once is not said again in the same virtual machine, so other tests must not have been in it.
 */
final class BackendLines {

    private BackendLines() {}

    /** Prints the lines. */
    public static void main(String[] arguments) {
        Logger logger = Logger.getLogger("dev.optweave");
        logger.addHandler(new Printer());
        for (int time = 0; time < 2; time++) {
            for (Backend backend : Backend.values()) {
                AdamW.builder().backend(backend).build(Data.mixed(1)).close();
                AdamW.builder().lr(0.1).backend(backend).build(Data.mixed(2)).close();
            }
            AdamW.builder().storage(Storage.BFLOAT16).build(Data.mixed(1)).close();
            scalar().storage("v", Storage.INT8_BLOCK).build(Data.mixed(1)).close();
            scalar().storage("v", Storage.INT8_BLOCK, Rounding.STOCHASTIC)
                    .kahan()
                    .build(Data.ofAllTypes(1))
                    .close();
            scalar().storage(Storage.FLOAT16)
                    .group("some", t -> t.isDouble(), g -> g.storage("m", Storage.FLOAT32))
                    .parameterRounding(Rounding.STOCHASTIC)
                    .build(Data.ofAllTypes(1))
                    .close();
        }
    }

    private static AdamW.Builder scalar() {
        return AdamW.builder().backend(Backend.SCALAR);
    }

    private static final class Printer extends Handler {

        @Override
        public void publish(LogRecord line) {
            System.out.println(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
