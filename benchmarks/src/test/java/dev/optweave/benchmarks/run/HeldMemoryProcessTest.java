package dev.optweave.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.benchmarks.run.HeldMemoryProcess.Held;
import org.junit.jupiter.api.Test;

class HeldMemoryProcessTest {

    @Test
    void findsTheLineAmongOthers() {
        assertThat(HeldMemoryProcess.parse("WARNING: incubator\nheld 8192 17000\n"))
                .contains(new Held(8192, 17000));
    }

    @Test
    void findsNothingWhereTheProgramFailed() {
        assertThat(HeldMemoryProcess.parse("java.lang.OutOfMemoryError")).isEmpty();
    }
}
