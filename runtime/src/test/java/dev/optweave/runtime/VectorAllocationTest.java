package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Storage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Steps in vectors allocate nothing. Until they are compiled, vectors are objects; how many steps
 * that takes depends on when the compiler's own threads get to it, so this waits for a stretch of
 * steps without an allocation. It is a program of its own, since JDK 17 compiles loops by profiles
 * that all of a program shares, other tests' vectors among it.
 */
class VectorAllocationTest {

    @ParameterizedTest
    @EnumSource(
            value = Storage.class,
            names = {"SAME", "BFLOAT16", "INT8_BLOCK"})
    void aStepInVectorsAllocatesNothingOnceItIsCompiled(Storage storage)
            throws IOException, InterruptedException {
        assertThat(ProgramOfItsOwn.output(List.of(), VectorSteps.class, storage.name()))
                .containsExactly("AdamW 0", "Lamb 0");
    }
}
